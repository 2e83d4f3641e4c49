import { type ErrorData, SelloError } from "../SelloError.ts";

export type TrustListErrorCode =
  | "trust-list.too-large"
  | "trust-list.malformed"
  | "trust-list.content"
  | "trust-list.signatures"
  | "trust-list.not-newer"
  | "trust-list.other-network";

export class TrustListError extends SelloError<TrustListErrorCode> {}

/** `trust-list.content`: what the members mean together does not fit. */
export function unsound(reason: string, data: ErrorData = {}): TrustListError {
  return new TrustListError("trust-list.content", `the trust list is not sound: ${reason}`, {
    reason,
    ...data,
  });
}
