import type { HomeTaskKind } from "@sello/api";
import type { LocalizedText } from "@sello/sdk";

/** One of the things of a kind that wait or that happened. Times are Unix seconds. */
export type HomeEntry = {
  readonly id: string;
  readonly text: string | null;
  readonly name: LocalizedText | null;
  readonly at: number | null;
  readonly more: string | null;
};

export type HomeTask = {
  readonly kind: HomeTaskKind;
  readonly count: number;
  readonly entries: readonly HomeEntry[];
};

/** What is not said of an entry is null. */
export const toEntry = (id: string, said: Partial<Omit<HomeEntry, "id">> = {}): HomeEntry => ({
  ...{ id, text: null, name: null, at: null, more: null },
  ...said,
});
