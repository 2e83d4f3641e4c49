import type { Language } from "@sello/sdk";
import type { Words } from "./Words.ts";

/** Each language is a file of its own: a page loads one. */
const loaders: Readonly<Record<Language, () => Promise<Words>>> = {
  zh: async () => (await import("./zh.ts")).zh,
  es: async () => (await import("./es.ts")).es,
  en: async () => (await import("./en.ts")).en,
};

/** The page's language, as its server chose it, and its words. */
export async function loadPageWords(): Promise<{ language: Language; words: Words }> {
  const language = pageLanguage();
  return { language, words: await loadWords(language) };
}

export const loadWords = (language: Language): Promise<Words> => loaders[language]();

function pageLanguage(): Language {
  const tag = document.documentElement.lang.slice(0, 2);
  return tag === "zh" || tag === "es" ? tag : "en";
}
