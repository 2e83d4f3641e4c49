import { SelloError } from "../SelloError.ts";

export type RequestErrorCode =
  /** Not a request of this kind, or of another service or id than its link says. */
  | "proof-request.malformed"
  /** The service gave out another request than the one that the link was made for. */
  | "proof-request.other"
  /** Signed by another key than the one that the verifier registered, or changed since. */
  | "proof-request.forged"
  /** The verifier's signature counts no longer, or not yet. */
  | "proof-request.expired"
  /** Not an answer, or not one to this request's key. */
  | "proof-answer.unreadable";

export class RequestError extends SelloError<RequestErrorCode> {}
