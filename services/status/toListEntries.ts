import { type StatusWord, WORD_BYTES } from "./StatusWord.ts";

/** The words of a list put together to a Token Status List with 2 bits. Words that never changed are valid. */
export function toListEntries(words: readonly StatusWord[], entries: number): Uint8Array {
  const list = new Uint8Array(entries / 4);
  for (const { word, flags } of words) list.set(flags, word * WORD_BYTES);
  return list;
}
