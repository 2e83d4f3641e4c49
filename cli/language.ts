import type { Language } from "@sello/sdk";
import { type OptionValues, textOption } from "./Command.ts";

export const languageOption = { lang: { type: "string" } } as const;

/** `--lang zh|es|en`, else what the environment speaks, else English. */
export function chosenLanguage(options: OptionValues): Language {
  const asked = textOption(options, "lang") ?? process.env.LC_ALL ?? process.env.LANG ?? "en";
  if (asked.startsWith("zh")) return "zh";
  return asked.startsWith("es") ? "es" : "en";
}
