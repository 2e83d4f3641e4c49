import { EncodingError } from "./EncodingError.ts";

const encoder = new TextEncoder();
// `ignoreBOM: true` keeps a byte order mark in the text, where strict parsers then refuse it.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export function encodeUtf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Throws EncodingError `encoding.utf8` for bytes that are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new EncodingError("encoding.utf8", "not UTF-8", { bytes: bytes.length });
  }
}
