import { fromHex, type Hex, toHex } from "@sello/sdk";
import { applyStatusChange, type StatusChange } from "@sello/sdk/log";

/** What a word of a status list, 128 entries, was: `[since (unix seconds), 64 hex digits]`, oldest first. */
export type WordHistory = readonly (readonly [since: number, flags: Hex])[];

const wordBytes = 32;
/** Bytes of a published list of 131,072 entries of 2 bits. */
export const listBytes = 1_024 * wordBytes;

/** Adds a change and forgets what was over before `keepFrom`. */
export function follow(
  history: WordHistory,
  [since, flags]: WordHistory[number],
  keepFrom: number,
): WordHistory {
  const all = [...history, [since, flags] as const];
  // A value is over when the next begins.
  return all.filter((_, i) => (all[i + 1]?.[0] ?? Number.POSITIVE_INFINITY) >= keepFrom);
}

/** Whether the word had this value at `from` or later. A word that never changed is zero. */
export function hadValue(history: WordHistory, flags: Hex, from: number): boolean {
  const [first] = history;
  const zero: Hex = `0x${"0".repeat(64)}`;
  if (flags === zero && (first === undefined || first[0] >= from)) return true;
  return history.some(
    ([, value], i) => value === flags && (history[i + 1]?.[0] ?? Number.POSITIVE_INFINITY) >= from,
  );
}

/** Entries of one word. */
export const wordEntries = 4 * wordBytes;

/** The word of a published list at `index`. */
export const wordOf = (entries: Uint8Array, index: number): Hex =>
  toHex(entries.subarray(index * wordBytes, (index + 1) * wordBytes));

/** The word after changes to its entries, whose indexes are those of the list. */
export function changeWord(word: Hex | undefined, changes: readonly StatusChange[]): Hex {
  const entries = word === undefined ? new Uint8Array(wordBytes) : fromHex(word);
  for (const { index, status } of changes)
    applyStatusChange(entries, { index: index % wordEntries, status });
  return toHex(entries);
}

// Of each 2-bit entry, whether it is 01: the lower bit set and the upper one not.
const lowBits = BigInt(`0x${"55".repeat(32)}`);
const revokedOf = (word: bigint): bigint => word & ~(word >> 1n) & lowBits;

/** Whether an entry that was revoked before is not revoked after. */
export const unrevokes = (before: Hex, after: Hex): boolean =>
  (revokedOf(BigInt(before)) & ~revokedOf(BigInt(after))) !== 0n;
