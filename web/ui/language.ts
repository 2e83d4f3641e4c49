import { type Language, languages } from "@sello/sdk";

const key = "sello.language";

/** As `lang` attributes and `Intl` name them. */
export const languageTags = { zh: "zh-CN", es: "es", en: "en" } as const satisfies Readonly<
  Record<Language, string>
>;

export const languageNames: Readonly<Record<Language, string>> = {
  zh: "中文",
  es: "Español",
  en: "English",
};

export const isLanguage = (text: string | null | undefined): text is Language =>
  (languages as readonly (string | null | undefined)[]).includes(text);

/** What was chosen on this device, else what the browser prefers, else English. */
export function initialLanguage(): Language {
  const kept = readKept();
  if (isLanguage(kept)) return kept;
  const preferred = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase());
  return preferred.find(isLanguage) ?? "en";
}

/** Keeps the choice. A browser that keeps nothing asks again next time. */
export function keepLanguage(language: Language): void {
  try {
    localStorage.setItem(key, language);
  } catch {
    // Storage is switched off.
  }
}

function readKept(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
