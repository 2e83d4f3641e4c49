import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Pill } from "../../shared/Pill.tsx";
import type { EditedRules } from "../table/EditedRules.ts";
import { useRuleNames } from "../useRuleNames.ts";
import type { RuleShapes } from "../useRuleShapes.ts";
import { CaseItem } from "./CaseItem.tsx";
import { addCase, type CaseJson, changeCase, type EditedCases, removeCase } from "./EditedCases.ts";
import { type Gap, type Judged, toCase } from "./judgeCases.ts";

type Props = {
  readonly cases: EditedCases;
  readonly rules: EditedRules;
  readonly shapes: RuleShapes;
  /** Null: the rules cannot be run now. */
  readonly judged: Judged | null;
  onChange(cases: EditedCases): void;
};

/** The cases, each with what the rules say of it now; and those that are lacking. */
export function CaseList({ cases, rules, shapes, judged, onChange }: Props) {
  const { t } = useTranslation();
  const [added, setAdded] = useState<number | null>(null);
  const [isFailingOnly, setIsFailingOnly] = useState(false);
  const add = (facts: CaseJson["facts"]) => {
    if (judged === null) return;
    const next = addCase(cases, toCase(judged.ruleSet, cases.usual, facts));
    setAdded(next.key);
    onChange(next.cases);
  };
  const shown = cases.list
    .map((each, index) => ({ each, index, found: judged?.found[index] }))
    .filter(({ each, found }) => !isFailingOnly || !found?.isExpected || each.key === added);
  return (
    <div className="stack">
      <p className="fine">{t("rules.casesHint")}</p>
      {judged === null ? <p className="warn">{t("rules.casesNotRun")}</p> : null}
      {judged && judged.gaps.length > 0 ? (
        <Gaps gaps={judged.gaps} shapes={shapes} onAdd={add} />
      ) : null}
      <div className="acts">
        <Button size="xs" variant="default" disabled={judged === null} onClick={() => add({})}>
          {t("rules.addCase")}
        </Button>
        <Button
          size="xs"
          variant="default"
          aria-pressed={isFailingOnly}
          onClick={() => setIsFailingOnly(!isFailingOnly)}
        >
          {t("rules.failingOnly")}
        </Button>
      </div>
      <ol className="cases">
        {shown.map(({ each, index, found }) => (
          <li key={each.key}>
            <CaseItem
              value={each.case}
              number={index + 1}
              usual={cases.usual}
              rules={rules}
              shapes={shapes}
              found={found}
              isNew={each.key === added}
              onChange={(next) => onChange(changeCase(cases, each.key, next))}
              onRemove={() => onChange(removeCase(cases, each.key))}
            />
          </li>
        ))}
      </ol>
    </div>
  );
}

type GapsProps = {
  readonly gaps: readonly Gap[];
  readonly shapes: RuleShapes;
  onAdd(facts: CaseJson["facts"]): void;
};

/** What no case tries: each row, each number at which something changes and those beside it, each fact missing. */
function Gaps({ gaps, shapes, onAdd }: GapsProps) {
  const { t } = useTranslation();
  const names = useRuleNames(shapes);
  const wordsOf = (gap: Gap): string => {
    if (gap.kind === "row") return t("rules.gap.row", { row: gap.row });
    if (gap.kind === "missing") return t("rules.gap.missing", { fact: names.fact(gap.fact) });
    return t("rules.factIs", {
      fact: names.fact(gap.fact),
      value: names.value(gap.fact, gap.value),
    });
  };
  return (
    <section aria-label={t("rules.gaps")}>
      <p>
        <Pill tone="wait">{t("rules.casesLack", { count: gaps.length })}</Pill>
      </p>
      <ul className="rows">
        {gaps.map((gap) => {
          const words = wordsOf(gap);
          return (
            <li key={words}>
              {words}
              {gap.kind === "row" ? null : (
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={t("rules.addCaseFor", { gap: words })}
                  onClick={() => onAdd({ [gap.fact]: gap.kind === "missing" ? null : gap.value })}
                >
                  {t("rules.addCase")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
