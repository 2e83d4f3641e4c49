import type { Language, LocalizedText } from "@sello/sdk";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { languageTags } from "./language.ts";

/** How the reader's language writes numbers, days and moments. Times are Unix seconds, shown in the reader's zone. */
export function useFormats() {
  const { i18n } = useTranslation();
  return useMemo(() => formatsOf(i18n.language as Language), [i18n.language]);
}

function formatsOf(language: Language) {
  const tag = languageTags[language];
  const numbers = new Intl.NumberFormat(tag);
  const days = new Intl.DateTimeFormat(tag, { year: "numeric", month: "short", day: "numeric" });
  const moments = new Intl.DateTimeFormat(tag, {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  const toDate = (seconds: number) => new Date(seconds * 1000);
  return {
    language,
    number: (value: number) => numbers.format(value),
    day: (seconds: number) => days.format(toDate(seconds)),
    moment: (seconds: number) => moments.format(toDate(seconds)),
    local: (text: LocalizedText) => text[language],
  };
}
