import { type Language, languages } from "@sello/sdk";
import type { Request } from "express";
import { preferredLanguage } from "../http/preferredLanguage.ts";
import { queryOf } from "../http/routes/queryOf.ts";

const isLanguage = (text: string | null): text is Language =>
  text !== null && (languages as readonly string[]).includes(text);

/** `?lang=` if it is one of ours, else what the browser prefers, else English. */
export function chooseLanguage(request: Request): Language {
  const asked = queryOf(request).get("lang");
  if (isLanguage(asked)) return asked;
  return preferredLanguage(request);
}

/** As `lang` attributes name them. */
export const languageTags = {
  zh: "zh-CN",
  es: "es",
  en: "en",
} as const satisfies Readonly<Record<Language, string>>;
