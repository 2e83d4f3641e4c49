import { EncodingError } from "./EncodingError.ts";

const hexPattern = /^0x(?:[0-9a-f]{2})*$/;
const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Lowercase, with `0x` in front. */
export function toHex(bytes: Uint8Array): `0x${string}` {
  let text = "";
  for (const byte of bytes) text += digits[byte];
  return `0x${text}`;
}

/** Reads lowercase `0x` hex only; throws EncodingError `encoding.hex`. */
export function fromHex(text: string): Uint8Array {
  if (!hexPattern.test(text)) throw new EncodingError("encoding.hex", "not lowercase 0x hex");
  const bytes = new Uint8Array(text.length / 2 - 1);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = 16 * digitAt(text, 2 * i + 2) + digitAt(text, 2 * i + 3);
  }
  return bytes;
}

// For characters that the pattern let through: 0-9 are 0x30 to 0x39, a-f are 0x61 to 0x66.
function digitAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code < 0x61 ? code - 0x30 : code - 0x57;
}
