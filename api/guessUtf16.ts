import type { FileEncoding } from "./schemas/imports.ts";

/** Bytes at a file's beginning by which UTF-16 shows. */
const signBytes = 64;

/** The UTF-16 of a text: it has a mark, or a zero byte in every character of ASCII. null: other encodings have none. */
export function guessUtf16(start: Uint8Array): FileEncoding | null {
  const [first, second] = start;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const zero = start.subarray(0, signBytes).indexOf(0);
  if (zero === -1) return null;
  return zero % 2 === 1 ? "utf-16le" : "utf-16be";
}
