import { decodeBase64, encodeBase64 } from "#sdk/crypto";
import { EncodingError } from "./EncodingError.ts";

// Strict in both directions: a text that decodes is the only text of its bytes, so nobody can
// alter the text of a document without altering what it says.

/** RFC 4648 §4, with padding. */
export function toBase64(bytes: Uint8Array): string {
  return encodeBase64(bytes, false);
}

/** RFC 4648 §5, without padding, as JOSE uses it. */
export function toBase64url(bytes: Uint8Array): string {
  return encodeBase64(bytes, true);
}

/** Canonical only; throws EncodingError `encoding.base64`. */
export function fromBase64(text: string): Uint8Array {
  const bytes = decodeBase64(text, false);
  if (bytes !== null) return bytes;
  throw new EncodingError("encoding.base64", "not base64", { characters: text.length });
}

/** Canonical only, no padding; throws EncodingError `encoding.base64url`. */
export function fromBase64url(text: string): Uint8Array {
  const bytes = decodeBase64(text, true);
  if (bytes !== null) return bytes;
  throw new EncodingError("encoding.base64url", "not base64url", { characters: text.length });
}
