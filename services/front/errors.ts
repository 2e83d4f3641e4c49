import { ServiceError } from "../platform/errors.ts";

type CallErrorCode =
  /** There is no call of this name. */
  | "call.unknown"
  /** It does not ask what the call asks. */
  | "call.malformed"
  /** Longer than `limits.insideBytes`. */
  | "call.too_large";

/** What the process that strangers reach asks, and is not a call. Only that process sees it. */
export class CallRefused extends ServiceError<CallErrorCode> {}
