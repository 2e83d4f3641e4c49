import { SelloError } from "../SelloError.ts";

export type OnlineErrorCode =
  /** Nobody answers at the address. */
  | "online.unreachable"
  /** No answer came in time. */
  | "online.timeout"
  /** An answer with another status than 200; `data.status`. */
  | "online.status"
  /** An answer longer than what is asked for may be. */
  | "online.too-large"
  /** There is no pinned trust list. */
  | "online.not-pinned"
  /** The service's trust list is of another log than the pinned one. */
  | "online.other-network"
  /** The service's trust list is not signed by those whom the pinned one names. */
  | "online.not-succeeded"
  /** Entries that the service gave are not of its trust list. */
  | "online.trust-entries"
  /** The status list is not the one asked for, not signed by the issuer, or from the future. */
  | "online.status-list"
  /** The newest checkpoint of the log is not confirmed by enough witnesses; `data.result`. */
  | "online.checkpoint"
  /** The log does not continue what this verifier has seen of it: somebody shows different logs to different people. */
  | "online.log-forked"
  /** The store cannot be read or written: what was learnt is forgotten when the program ends. */
  | "online.not-kept";

/** Something could not be fetched or kept. What is kept stays as it is. */
export class OnlineError extends SelloError<OnlineErrorCode> {}
