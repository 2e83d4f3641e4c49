import { fill } from "../../ui/fill.ts";
import { toDay } from "../words/times.ts";
import { useWords } from "../words/useWords.ts";
import type { OfMandate } from "./forWhom.ts";

/** Of another person's document: what showing it says, and who is told. */
export function MandateNotice({ mandate }: { readonly mandate: OfMandate }) {
  const { words, language } = useWords();
  if (!mandate) return null;
  const { mandates } = words;
  const name = mandate.principal ?? mandates.somebody;
  const parts = {
    name,
    as: mandates.as[mandate.relation],
    day: toDay(mandate.until - 1, language),
  };
  return (
    <div className="notice">
      <p>{fill(mandates.notice, parts)}</p>
      <p>{fill(mandates.told, parts)}</p>
    </div>
  );
}
