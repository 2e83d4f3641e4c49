import { decodeHex, encodeHex } from "#sdk/crypto";
import { EncodingError } from "./EncodingError.ts";

const hexPattern = /^0x(?:[0-9a-f]{2})*$/;

/** Lowercase, with `0x` in front. */
export function toHex(bytes: Uint8Array): `0x${string}` {
  return `0x${encodeHex(bytes)}`;
}

/** Reads lowercase `0x` hex only; throws EncodingError `encoding.hex`. */
export function fromHex(text: string): Uint8Array {
  if (!hexPattern.test(text)) throw new EncodingError("encoding.hex", "not lowercase 0x hex");
  return decodeHex(text.slice(2));
}
