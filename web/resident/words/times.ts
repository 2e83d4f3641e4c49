import type { Language } from "@sello/sdk";
import { languageTags } from "../../ui/language.ts";

/** @param seconds unix, shown in the reader's zone */
export const toDay = (seconds: number, language: Language): string =>
  new Intl.DateTimeFormat(languageTags[language], {
    year: "numeric",
    month: "long",
    day: "numeric",
  }).format(seconds * 1000);

/** @param seconds unix, shown in the reader's zone */
export const toMoment = (seconds: number, language: Language): string =>
  new Intl.DateTimeFormat(languageTags[language], {
    year: "numeric",
    month: "long",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(seconds * 1000);

/** Minutes and seconds, as a clock that runs down shows them: `4:07`. */
export function toCountdown(seconds: number): string {
  const left = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
}
