import type { Language } from "@sello/sdk";
import type { AskWords } from "./AskWords.ts";

const loaders: Readonly<Record<Language, () => Promise<AskWords>>> = {
  zh: async () => (await import("./zh.ts")).zh,
  es: async () => (await import("./es.ts")).es,
  en: async () => (await import("./en.ts")).en,
};

export const loadAskWords = (language: Language): Promise<AskWords> => loaders[language]();
