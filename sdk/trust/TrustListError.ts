import { type ErrorData, SelloError } from "../SelloError.ts";

export type TrustListErrorCode =
  | "trust-list.too-large"
  | "trust-list.malformed"
  | "trust-list.content"
  | "trust-list.signatures"
  | "trust-list.not-newer"
  | "trust-list.other-network"
  /** A successor says otherwise what cannot change: how a log or a key ended. */
  | "trust-list.contradiction"
  /** Entries that are not those of the head. */
  | "trust-list.entries";

export class TrustListError extends SelloError<TrustListErrorCode> {}

/** `trust-list.content`: what the members mean together does not fit. */
export function unsound(reason: string, data: ErrorData = {}): TrustListError {
  return new TrustListError("trust-list.content", `the trust list is not sound: ${reason}`, {
    reason,
    ...data,
  });
}

/** `trust-list.entries`: what was given is not what the head commits to. */
export function entriesError(reason: string, data: ErrorData = {}): TrustListError {
  return new TrustListError("trust-list.entries", `not entries of this trust list: ${reason}`, {
    reason,
    ...data,
  });
}
