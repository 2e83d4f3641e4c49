import type { Language } from "@sello/sdk";
import { type OptionValues, textOption } from "./Command.ts";

export const languageOption = { lang: { type: "string" } } as const;

/** `--lang zh|es|en`, else what the environment speaks (an empty variable says nothing), else English. */
export function chosenLanguage(options: OptionValues = {}): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  const asked = textOption(options, "lang") || LC_ALL || LC_MESSAGES || LANG || "en";
  if (asked.startsWith("zh")) return "zh";
  return asked.startsWith("es") ? "es" : "en";
}
