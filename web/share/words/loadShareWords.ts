import type { Language } from "@sello/sdk";
import type { ShareWords } from "./ShareWords.ts";

/** Each language is a file of its own: a page loads one. */
const loaders: Readonly<Record<Language, () => Promise<ShareWords>>> = {
  zh: async () => (await import("./zh.ts")).zh,
  es: async () => (await import("./es.ts")).es,
  en: async () => (await import("./en.ts")).en,
};

export const loadShareWords = (language: Language): Promise<ShareWords> => loaders[language]();
