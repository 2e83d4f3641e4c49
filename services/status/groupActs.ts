import type { AuthorityId } from "../domain/ids.ts";
import type { StatusPlace } from "./StatusPlaces.ts";
import type { StatusAction } from "./StatusReason.ts";
import type { OpenAct } from "./StatusStore.ts";
import { ENTRIES_PER_WORD } from "./StatusWords.ts";

/** One word's change on chain: new = (old & ~mask) | flags. */
type WordChange = { readonly word: number; readonly mask: bigint; readonly flags: bigint };

export type ListChange = { readonly list: number; readonly changes: readonly WordChange[] };

/** What one chain transaction does: the flags of some acts, in one or several lists of one owner. */
export type FlagChange = {
  readonly owner: AuthorityId;
  readonly acting: AuthorityId;
  readonly lists: readonly ListChange[];
  readonly acts: readonly string[];
};

const entryValue: Readonly<Record<StatusAction, bigint>> = {
  reinstate: 0n,
  revoke: 1n,
  suspend: 2n,
};
const ENTRY_MASK = 3n;

/**
 * Puts acts together into as few chain transactions as `wordsMax` words in each allow. An act is never
 * split: all copies of a document change in the same block. No two acts may be of the same document.
 */
export function groupActs(acts: readonly OpenAct[], wordsMax: number): FlagChange[] {
  const changes: FlagChange[] = [];
  for (const ofPair of groupBy(acts, (act) => `${act.owner}/${act.actingAuthority}`)) {
    let draft = new Draft();
    // Acts in the same word stand next to each other, so that they share it.
    for (const act of ofPair.sort(byFirstPlace)) {
      if (!draft.isEmpty && draft.wordsWith(act) > wordsMax) {
        changes.push(draft.finish());
        draft = new Draft();
      }
      draft.add(act);
    }
    changes.push(draft.finish());
  }
  return changes;
}

type Word = { readonly list: number; readonly word: number; mask: bigint; flags: bigint };

const wordOf = ({ index }: StatusPlace): number => Math.floor(index / ENTRIES_PER_WORD);
const keyOf = (place: StatusPlace): string => `${place.list}/${wordOf(place)}`;

class Draft {
  readonly #words = new Map<string, Word>();
  readonly #acts: OpenAct[] = [];

  get isEmpty(): boolean {
    return this.#acts.length === 0;
  }

  wordsWith(act: OpenAct): number {
    const added = new Set(act.places.map(keyOf).filter((key) => !this.#words.has(key)));
    return this.#words.size + added.size;
  }

  add(act: OpenAct): void {
    this.#acts.push(act);
    for (const place of act.places) {
      const word = this.#words.get(keyOf(place)) ?? this.#open(place);
      const shift = BigInt(2 * (place.index % ENTRIES_PER_WORD));
      word.mask |= ENTRY_MASK << shift;
      word.flags |= entryValue[act.action] << shift;
    }
  }

  finish(): FlagChange {
    const [first] = this.#acts;
    if (first === undefined) throw new RangeError("a transaction without acts");
    const lists = groupBy([...this.#words.values()], (word) => String(word.list)).map((words) => ({
      list: words[0]?.list ?? 0,
      changes: words.map(({ word, mask, flags }) => ({ word, mask, flags })),
    }));
    const acts = this.#acts.map((act) => act.id);
    return { owner: first.owner, acting: first.actingAuthority, lists, acts };
  }

  #open(place: StatusPlace): Word {
    const word = { list: place.list, word: wordOf(place), mask: 0n, flags: 0n };
    this.#words.set(keyOf(place), word);
    return word;
  }
}

function byFirstPlace(a: OpenAct, b: OpenAct): number {
  const [x, y] = [a.places[0], b.places[0]];
  return (x?.list ?? 0) - (y?.list ?? 0) || (x?.index ?? 0) - (y?.index ?? 0);
}

const groupBy = <T>(items: readonly T[], keyOfItem: (item: T) => string): T[][] => [
  ...Map.groupBy(items, keyOfItem).values(),
];
