import { useTranslation } from "react-i18next";
import { Pill } from "../../shared/Pill.tsx";
import type { EditedRules } from "../table/EditedRules.ts";
import { useOutcomeWords } from "../useOutcomeWords.ts";
import { useRuleNames } from "../useRuleNames.ts";
import type { RuleShapes } from "../useRuleShapes.ts";
import type { CaseJson } from "./EditedCases.ts";
import type { Judged } from "./judgeCases.ts";

type Props = {
  readonly value: CaseJson;
  readonly number: number;
  readonly rules: EditedRules;
  readonly shapes: RuleShapes;
  /** What the rules say; undefined: they cannot be run. */
  readonly found: Judged["found"][number] | undefined;
};

/** How it differs from the usual facts, what is expected, and whether that comes true. */
export function CaseLine({ value, number, rules, shapes, found }: Props) {
  const { t } = useTranslation();
  const names = useRuleNames(shapes);
  const outcomeWords = useOutcomeWords();
  const differing = inOrder(rules, value.facts).map((field) => {
    const fact = value.facts[field] ?? null;
    return t("rules.factIs", {
      fact: names.fact(field),
      value: fact === null ? t("rules.missing") : names.value(field, fact),
    });
  });
  return (
    <>
      <span className="case-facts">
        <span className="quiet">{number}.</span>{" "}
        {differing.length === 0 ? t("rules.usualFacts") : differing.join(" · ")}
      </span>
      <span className="claim-kind">
        {outcomeWords(value.outcome)}
        {value.row ? (
          <>
            {" "}
            <code>{value.row}</code>
          </>
        ) : null}
      </span>
      {found ? (
        <Pill tone={found.isExpected ? "good" : "bad"}>
          {t(found.isExpected ? "rules.asExpected" : "rules.otherwise")}
        </Pill>
      ) : null}
    </>
  );
}

/** Names of facts in the order of the table's columns. */
export const inOrder = ({ inputs }: EditedRules, facts: CaseJson["facts"]): string[] =>
  inputs.filter((field) => Object.hasOwn(facts, field));
