import { SelloError } from "../SelloError.ts";

export type ShareErrorCode =
  /** More bytes than a share holds. */
  | "share.too-large"
  /** An id or a key that no share of this edition has. */
  | "share.malformed-link"
  /** The bytes are not a share of this edition. */
  | "share.unreadable"
  /** The key is not the one that it was made with: as a rule a part of the link is missing. */
  | "share.other-key"
  /** The key is the right one, and the bytes or the terms are not those that it was made with. */
  | "share.altered";

export class ShareError extends SelloError<ShareErrorCode> {}
