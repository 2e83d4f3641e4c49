import { type Language, type LocalizedText, toVisibleText } from "@sello/sdk";
import { languageTags } from "../language.ts";

const yes = { zh: "是", es: "sí", en: "yes" } as const;
const no = { zh: "否", es: "no", en: "no" } as const;

/** How a claim is called, and the values that have words of their own. */
export type CardClaim = {
  readonly title: LocalizedText;
  readonly words?: Readonly<Record<string, LocalizedText>>;
};

/** A claim's value as people read it: the type's own words, numbers grouped, lists in one line. Empty: it has none. */
export function claimText(
  type: { readonly claims: Readonly<Record<string, CardClaim>> },
  claim: string,
  value: unknown,
  language: Language,
): string {
  if (value === undefined || value === null || value === "") return "";
  if (Array.isArray(value))
    return value.map((item) => claimText(type, claim, item, language)).join(", ");
  if (typeof value === "boolean") return (value ? yes : no)[language];
  if (typeof value === "number") return new Intl.NumberFormat(languageTags[language]).format(value);
  if (typeof value !== "string") return JSON.stringify(value);
  return type.claims[claim]?.words?.[value]?.[language] ?? toVisibleText(value);
}
