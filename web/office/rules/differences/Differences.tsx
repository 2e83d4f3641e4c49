import { useTranslation } from "react-i18next";
import type { CasesJson, RulesJson } from "../../api/requests/useRuleVersions.ts";
import { DataTable } from "../../shared/DataTable.tsx";
import { type RuleNames, useRuleNames } from "../useRuleNames.ts";
import type { RuleShapes } from "../useRuleShapes.ts";
import {
  countCaseDifferences,
  findRuleDifferences,
  type RuleDifference,
} from "./findRuleDifferences.ts";

type Content = { readonly rules: RulesJson; readonly cases: CasesJson };

type Props = {
  readonly was: Content;
  readonly is: Content;
  readonly shapes: RuleShapes;
  /** What the two columns are called. */
  readonly before: string;
  readonly after: string;
};

/** What two versions say differently: rows that are new or gone, places, conditions, words. And how many cases. */
export function Differences({ was, is, shapes, before, after }: Props) {
  const { t } = useTranslation();
  const differences = findRuleDifferences(was.rules, is.rules);
  const { added, removed } = countCaseDifferences(was.cases, is.cases);
  const names = useRuleNames(shapes);
  const partName = usePartName(names);
  const said = useValue(names);
  if (differences.length === 0 && added === 0 && removed === 0)
    return <p className="calm">{t("design.noDifference")}</p>;
  return (
    <>
      {differences.length === 0 ? null : (
        <DataTable
          label={t("design.differences")}
          rows={differences}
          keyOf={({ row, part }) => `${row} ${JSON.stringify(part)}`}
          columns={[
            {
              key: "where",
              title: t("design.where"),
              render: ({ row, part }) => (
                <>
                  <code>{row}</code>
                  <small>{partName(part)}</small>
                </>
              ),
            },
            {
              key: "before",
              title: before,
              render: (each) => <del>{said(each, "before")}</del>,
            },
            { key: "after", title: after, render: (each) => <ins>{said(each, "after")}</ins> },
          ]}
        />
      )}
      {added + removed > 0 ? (
        <p className="fine">{t("rules.caseDifferences", { added, removed })}</p>
      ) : null}
    </>
  );
}

const languageNames = { zh: "inZh", es: "inEs", en: "inEn" } as const;

function usePartName(names: RuleNames) {
  const { t } = useTranslation();
  return (part: RuleDifference["part"]): string => {
    switch (part.kind) {
      case "row":
        return t("rules.row");
      case "place":
        return t("rules.place");
      case "cell":
        return names.fact(part.field);
      case "output":
        return names.output(part.field);
      default:
        return `${t(`rules.words.${part.kind}`)}, ${t(`design.${languageNames[part.language]}`)}`;
    }
  };
}

function useValue(names: RuleNames) {
  const { t } = useTranslation();
  return (difference: RuleDifference, side: "before" | "after"): string => {
    const { part, [side]: value } = difference;
    if (value === null) return t("design.missingValue");
    if (part.kind === "cell") return names.condition(part.field, value) ?? t("rules.any");
    if (part.kind === "output") return names.gives(part.field, value) ?? t("rules.nothing");
    return value;
  };
}
