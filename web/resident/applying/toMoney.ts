import type { Language } from "@sello/sdk";
import { languageTags } from "../../ui/language.ts";
import type { Item } from "./ownEvidence.ts";

/** An amount in the currency's smallest unit, as the reader's language writes it. */
export function toMoney(
  { amount, currency }: NonNullable<Item["fee"]>,
  language: Language,
): string {
  const format = new Intl.NumberFormat(languageTags[language], { style: "currency", currency });
  const { maximumFractionDigits = 2 } = format.resolvedOptions();
  return format.format(amount / 10 ** maximumFractionDigits);
}
