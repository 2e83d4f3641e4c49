import type { Language } from "@sello/sdk";
import { initialLanguage, keepLanguage, languageTags } from "../../ui/language.ts";
import { Store, useStore } from "../app/Store.ts";
import type { Words } from "./Words.ts";

/** Each language is a file of its own: a device loads the one that is read. */
const loaders: Readonly<Record<Language, () => Promise<Words>>> = {
  zh: async () => (await import("./zh.ts")).zh,
  es: async () => (await import("./es.ts")).es,
  en: async () => (await import("./en.ts")).en,
};

export type Texts = { readonly language: Language; readonly words: Words };

const texts = new Store<Texts | null>(null);

/** Loads a language and shows it. By default the reader's. To be awaited before anything is drawn. */
export async function speak(language: Language = initialLanguage()): Promise<void> {
  texts.set({ language, words: await loaders[language]() });
  document.documentElement.lang = languageTags[language];
  keepLanguage(language);
}

/** The texts now. Before `speak` there are no texts: `TypeError`. */
export function currentTexts(): Texts {
  if (texts.value === null) throw new TypeError("no language is loaded");
  return texts.value;
}

/** What the page says, in the reader's language. */
export function useWords(): Texts {
  return useStore(texts) ?? currentTexts();
}
