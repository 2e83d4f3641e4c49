import type { Language } from "@sello/sdk";
import { languageTags } from "../../ui/language.ts";
import { useFormats } from "../../ui/useFormats.ts";
import { useNow } from "../shared/useNow.ts";

const units = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/** How long ago a moment was, in words that grow with the clock. */
export function useAge(): (seconds: number) => string {
  const { language } = useFormats();
  const now = useNow();
  return (seconds) => inWords(language, seconds - now);
}

function inWords(language: Language, difference: number): string {
  const words = new Intl.RelativeTimeFormat(languageTags[language], { numeric: "auto" });
  const [unit, length] = units.find(([, each]) => Math.abs(difference) >= each) ?? ["second", 1];
  // The clocks of two machines differ: nothing has happened in the future.
  return words.format(Math.min(0, Math.trunc(difference / length)), unit);
}
