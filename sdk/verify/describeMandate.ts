import type { Language } from "../LocalizedText.ts";
import type { Mandate } from "../presentation/Mandate.ts";
import { toCityDate } from "../text/cityTime.ts";
import { toVisibleText } from "../text/unsafeCharacters.ts";

const relations: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  parent: { zh: "父母", es: "madre o padre", en: "parent" },
  guardian: { zh: "监护人", es: "tutor legal", en: "guardian" },
  "power-of-attorney": { zh: "委托代理人", es: "apoderado", en: "power of attorney" },
};

type Parts = { readonly [Name in "by" | "for" | "as" | "until" | "purpose"]: string };

const sentences: Readonly<Record<Language, (parts: Parts) => string>> = {
  zh: (is) => `由${is.by}代${is.for}出示（${is.as}，有效期至 ${is.until}${is.purpose}）`,
  es: (is) =>
    `Lo muestra ${is.by} en nombre de ${is.for} (${is.as}, hasta ${is.until}${is.purpose})`,
  en: (is) => `Shown by ${is.by} for ${is.for} (${is.as}, until ${is.until}${is.purpose})`,
};

const purposes: Readonly<Record<Language, string>> = {
  zh: "，用途：",
  es: "; para: ",
  en: "; for: ",
};

/** What a relation is called; one that this version does not know as it is. */
export const relationWords = (relation: string, language: Language): string =>
  relations[relation]?.[language] ?? toVisibleText(relation);

/**
 * Who acts for whom, as what and until when, in a sentence: nothing in it is unseen. The person who checks a document compares the
 * first name with the person before them.
 * @param timeZone of the document; the day named is the last one on which it counts
 */
export function describeMandate(
  { delegate, principal, relation, purpose, until }: Mandate,
  language: Language,
  timeZone: string | null,
): string {
  return sentences[language]({
    by: toVisibleText(delegate),
    for: toVisibleText(principal),
    as: relationWords(relation, language),
    until: toCityDate(until - 1, timeZone),
    purpose: purpose === null ? "" : purposes[language] + toVisibleText(purpose),
  });
}
