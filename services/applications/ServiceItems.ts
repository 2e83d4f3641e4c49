import type { LocalizedText } from "@sello/sdk";
import { NotFound } from "../platform/errors.ts";
import type { LoadedItem } from "./items/readServiceItems.ts";

/** What residents may ask for, as the folders say it. */
export class ServiceItems {
  readonly #items: ReadonlyMap<string, LoadedItem>;

  constructor(items: readonly LoadedItem[]) {
    this.#items = new Map(items.map((loaded) => [loaded.item.slug, loaded]));
  }

  all(): readonly LoadedItem[] {
    return [...this.#items.values()];
  }

  /** Null: no item has this name, or not any more. */
  titleOf(slug: string): LocalizedText | null {
    return this.#items.get(slug)?.item.title ?? null;
  }

  /** Unknown: `NotFound` `service_item.unknown`. */
  require(slug: string): LoadedItem {
    const found = this.#items.get(slug);
    if (found !== undefined) return found;
    throw new NotFound("service_item.unknown", "There is no such service item.");
  }
}
