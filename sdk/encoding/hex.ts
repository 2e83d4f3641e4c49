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
    bytes[i] = Number.parseInt(text.slice(2 * i + 2, 2 * i + 4), 16);
  }
  return bytes;
}
