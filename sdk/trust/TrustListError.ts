import { SelloError } from "../SelloError.ts";

export type TrustListErrorCode =
  | "trust-list.too-large"
  | "trust-list.malformed"
  | "trust-list.content"
  | "trust-list.signatures"
  | "trust-list.not-newer"
  | "trust-list.other-network";

export class TrustListError extends SelloError<TrustListErrorCode> {}
