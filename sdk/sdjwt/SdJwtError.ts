import { SelloError } from "../SelloError.ts";

export type SdJwtErrorCode =
  | "sdjwt.malformed"
  | "sdjwt.too-large"
  | "sdjwt.hash-algorithm"
  | "sdjwt.disclosure"
  | "sdjwt.duplicate-digest"
  | "sdjwt.unreferenced-disclosure"
  | "sdjwt.claim-name"
  | "sdjwt.claim-twice"
  | "sdjwt.digests"
  | "sdjwt.algorithm"
  | "sdjwt.type"
  | "sdjwt.critical-header"
  | "sdjwt.salt";

export class SdJwtError extends SelloError<SdJwtErrorCode> {}
