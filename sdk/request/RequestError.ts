import { SelloError } from "../SelloError.ts";

export type RequestErrorCode =
  /** Not a request of this kind, or of another service or id than its link says. */
  | "proof-request.malformed"
  /** The service gave out another request than the one that the link was made for. */
  | "proof-request.other"
  /** Not an answer, or not one to this request's key. */
  | "proof-answer.unreadable";

export class RequestError extends SelloError<RequestErrorCode> {}
