import type { Language } from "@sello/sdk";
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { initialLanguage, keepLanguage, languageTags } from "./language.ts";

const loadEnglish = () => import("./locales/en.json", { with: { type: "json" } });
type Texts = Awaited<ReturnType<typeof loadEnglish>>["default"];

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: Texts };
  }
}

/** One language's texts; each is a file of its own, loaded when it is first needed. */
const loaders: Readonly<Record<Language, () => Promise<{ default: Texts }>>> = {
  zh: () => import("./locales/zh.json", { with: { type: "json" } }),
  es: () => import("./locales/es.json", { with: { type: "json" } }),
  en: loadEnglish,
};

/** Loads the texts of the reader's language. To be awaited before anything is drawn. */
export async function initTexts(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: {},
    fallbackLng: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await changeLanguage(initialLanguage());
}

export async function changeLanguage(language: Language): Promise<void> {
  const { default: texts } = await loaders[language]();
  i18next.addResourceBundle(language, "translation", texts);
  await i18next.changeLanguage(language);
  document.documentElement.lang = languageTags[language];
  keepLanguage(language);
}
