import type { Output } from "@sello/api/client";
import { reviewOutcomes } from "@sello/sdk/decision";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import { useOutcomeWords } from "../useOutcomeWords.ts";

type Props = { readonly outcomes: Output<"tryRuleVersion">["outcomes"] };

/** How many went from each outcome to each: what was said then down, what these rules say across. */
export function OutcomeTable({ outcomes }: Props) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const outcomeWords = useOutcomeWords();
  const after = reviewOutcomes.filter((each) => outcomes.some((one) => one.after === each));
  const before = reviewOutcomes.filter((each) => outcomes.some((one) => one.before === each));
  const countOf = (was: string, is: string) =>
    outcomes.find((one) => one.before === was && one.after === is)?.count ?? 0;
  return (
    <section className="wide-table" aria-label={t("rules.outcomes")}>
      <p className="fine">{t("rules.outcomesHint")}</p>
      <table className="outcomes" aria-label={t("rules.outcomes")}>
        <thead>
          <tr>
            <td />
            {after.map((each) => (
              <th key={each} scope="col">
                {outcomeWords(each)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before.map((was) => (
            <tr key={was}>
              <th scope="row">{outcomeWords(was)}</th>
              {after.map((is) => (
                <td key={is} data-same={was === is} data-none={countOf(was, is) === 0}>
                  {number(countOf(was, is))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
