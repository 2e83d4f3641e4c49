import { ServiceError } from "../platform/errors.ts";

type CallErrorCode =
  /** There is no call of this name. */
  | "call.unknown"
  /** It does not ask what the call asks. */
  | "call.malformed"
  /** Longer than `limits.insideBytes`. */
  | "call.too_large";

/** A call from the process that strangers reach that is none. Nobody but that process sees it. */
export class CallRefused extends ServiceError<CallErrorCode> {}
