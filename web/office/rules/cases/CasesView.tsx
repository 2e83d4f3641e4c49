import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { RuleVersion } from "../../api/requests/useRuleVersions.ts";
import { toEditedRules } from "../table/EditedRules.ts";
import type { RuleShapes } from "../useRuleShapes.ts";
import { CaseLine } from "./CaseLine.tsx";
import { toEditedCases } from "./EditedCases.ts";
import { judgeCases } from "./judgeCases.ts";

type Props = {
  readonly version: Pick<RuleVersion, "rules" | "cases">;
  readonly shapes: RuleShapes;
};

/** The cases of a version to be read: they are signed with its rules. */
export function CasesView({ version: { rules, cases }, shapes }: Props) {
  const { t } = useTranslation();
  const { list } = useMemo(() => toEditedCases(cases), [cases]);
  const table = useMemo(() => toEditedRules(rules), [rules]);
  const judged = useMemo(() => judgeCases(rules, cases), [rules, cases]);
  return (
    <details className="more">
      <summary>{t("rules.casesOf", { count: list.length })}</summary>
      <ol className="case-lines">
        {list.map(({ key, case: value }, index) => (
          <li key={key}>
            <CaseLine
              value={value}
              number={index + 1}
              rules={table}
              shapes={shapes}
              found={judged?.found[index]}
            />
          </li>
        ))}
      </ol>
    </details>
  );
}
