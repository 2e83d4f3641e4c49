import { fill } from "../../ui/fill.ts";
import { useWords } from "../words/useWords.ts";
import type { ItemForecast } from "./forecastItems.ts";

/** What the rules would say, in a line below an item. */
export function ForecastLine({ forecast: said, detail }: ItemForecast) {
  const { words, language } = useWords();
  const texts = words.applying.forecast;
  if (said.kind === "lacks") {
    const names = said.evidence.map((name) => detail.item.evidence[name]?.title[language] ?? name);
    return (
      <span className="hint">
        {fill(texts.lacks, { evidence: names.join(words.sharing.listSeparator) })}
      </span>
    );
  }
  if (said.kind === "open")
    return <span className="hint">{said.mayBeGranted ? texts.open : texts.openPerson}</span>;
  const reason = said.row === null ? undefined : detail.rules?.rows[said.row]?.reason[language];
  return (
    <>
      <span className={`tag ${said.outcome}`}>{texts.certain[said.outcome]}</span>
      {reason === undefined || said.outcome === "granted" ? null : (
        <span className="hint">{reason}</span>
      )}
    </>
  );
}
