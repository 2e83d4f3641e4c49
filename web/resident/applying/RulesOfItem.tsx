import type { Output } from "@sello/api/client";
import { fill } from "../../ui/fill.ts";
import { useWords } from "../words/useWords.ts";
import { outcomesOf } from "./outcomesOf.ts";

/** The rows of the rules in force, as their authors wrote them for people. */
export function RulesOfItem({ detail }: { readonly detail: Output<"getServiceItem"> }) {
  const { words, language } = useWords();
  const texts = words.applying;
  const { rules, version } = detail;
  if (rules === null || version === null) return <p className="hint">{texts.rulesNone}</p>;
  const outcomes = outcomesOf(rules.table);
  return (
    <details>
      <summary>{texts.rules}</summary>
      <p className="hint">
        {fill(texts.rulesLead, { number: version })}{" "}
        <a href={`/rules/${detail.item.slug}?lang=${language}`}>{texts.rulesWhole}</a>
      </p>
      <ol className="rules">
        {outcomes.map(({ row, outcome }) => {
          const said = rules.rows[row];
          return (
            <li key={row}>
              <p>
                <span className={`tag ${outcome}`}>{texts.outcomeOf[outcome]}</span>{" "}
                {said?.reason[language] ?? row}
              </p>
              {said?.law ? (
                <p className="hint">{fill(texts.law, { law: said.law[language] })}</p>
              ) : null}
            </li>
          );
        })}
      </ol>
    </details>
  );
}
