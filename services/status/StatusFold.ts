import type { Hex } from "@sello/sdk";
import {
  applyStatusChange,
  emptyStatusHead,
  nextStatusHead,
  type StatusChange,
  type StatusChanged,
} from "@sello/sdk/log";
import { StatusContradiction } from "./errors.ts";
import { ENTRIES_PER_WORD, type StatusWord, WORD_BYTES } from "./StatusWord.ts";

/** One `StatusChanged` event, with its changes taken apart. */
export type ListEvent = StatusChanged & {
  readonly decoded: readonly StatusChange[];
  /** The list's head with this event as its last, as the contract says. */
  readonly head: Hex;
};

/** Where one list is before the events: what is absent is as at the beginning. */
export type KnownList = {
  readonly head: Hex | undefined;
  readonly words: ReadonlyMap<number, Uint8Array>;
};

export const wordOf = ({ index }: StatusChange): number => Math.floor(index / ENTRIES_PER_WORD);

/**
 * One list, folded from its events. That none is missing, altered or out of its turn is seen from the heads
 * (contracts/interfaces/IStatusLists.sol).
 */
export class StatusFold {
  readonly #words: Map<number, Uint8Array>;
  #head: Hex;

  constructor({ head = emptyStatusHead, words }: KnownList) {
    this.#head = head;
    this.#words = new Map(words);
  }

  /**
   * Throws `StatusContradiction` `status.head`.
   * @returns the words that changed, as they stand after the event
   */
  apply(event: ListEvent): StatusWord[] {
    const computed = nextStatusHead(this.#head, event);
    if (computed !== event.head) {
      const { owner, list, head: stated } = event;
      throw new StatusContradiction(
        "status.head",
        "A status list's events do not follow one another.",
        { owner, list: String(list), stated, computed },
      );
    }
    this.#head = computed;
    return [...Map.groupBy(event.decoded, wordOf)].flatMap(([word, changes]) => {
      const flags = Uint8Array.from(this.#words.get(word) ?? new Uint8Array(WORD_BYTES));
      const changed = changes.filter(({ index, status }) =>
        applyStatusChange(flags, { index: index % ENTRIES_PER_WORD, status }),
      );
      if (changed.length === 0) return [];
      this.#words.set(word, flags);
      return [{ word, flags }];
    });
  }
}
