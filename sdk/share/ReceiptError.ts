import { SelloError } from "../SelloError.ts";

export type ReceiptErrorCode =
  /** Not a consent receipt of this edition, or not a file with one. */
  "receipt.malformed";

export class ReceiptError extends SelloError<ReceiptErrorCode> {}
