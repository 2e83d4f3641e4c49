import { SelloError } from "../SelloError.ts";

export type EncodingErrorCode =
  | "encoding.base64"
  | "encoding.base64url"
  | "encoding.hex"
  | "encoding.utf8"
  | "encoding.json"
  | "encoding.json-member"
  | "encoding.json-depth"
  | "encoding.json-duplicate";

export class EncodingError extends SelloError<EncodingErrorCode> {}
