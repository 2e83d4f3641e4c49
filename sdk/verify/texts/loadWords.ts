import type { Words } from "./words.ts";

let loaded: Words | null = null;

/** To be awaited once, before anything is put into words. */
export async function loadWords(): Promise<void> {
  loaded ??= (await import("./words.ts")).words;
}

export const areWordsLoaded = (): boolean => loaded !== null;

export function loadedWords(): Words {
  if (loaded === null) throw new TypeError("the words of verdicts are not loaded");
  return loaded;
}
