import { ENTRIES_PER_WORD, type StatusWord, WORD_BYTES } from "./StatusWords.ts";

/**
 * The words of a list as the bytes of an IETF Token Status List with 2 bits: entry 0 is in the lowest
 * bits of the first byte, so that a word, reversed, is 32 bytes of it. Words never set are valid.
 */
export function toListEntries(words: readonly StatusWord[], entries: number): Uint8Array {
  const list = new Uint8Array((entries / ENTRIES_PER_WORD) * WORD_BYTES);
  for (const { word, flags } of words) {
    const offset = word * WORD_BYTES;
    for (let i = 0; i < WORD_BYTES; i += 1) list[offset + i] = flags[WORD_BYTES - 1 - i] ?? 0;
  }
  return list;
}
