import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import type { RulesJson } from "../../api/requests/useRuleVersions.ts";
import { Pill } from "../../shared/Pill.tsx";
import { outcomeTone } from "../useOutcomeWords.ts";
import { useRuleNames } from "../useRuleNames.ts";
import type { RuleShapes } from "../useRuleShapes.ts";
import { type EditedRow, toEditedRules } from "./EditedRules.ts";

type Props = { readonly rules: RulesJson; readonly shapes: RuleShapes };

/** The rows of a table to be read: tried from the top, the first that fits decides. */
export function RowsView({ rules, shapes }: Props) {
  const { t } = useTranslation();
  const { rows } = useMemo(() => toEditedRules(rules), [rules]);
  return (
    <>
      <p className="fine">{t("rules.firstFits")}</p>
      <ol className="shown-rows">
        {rows.map((row) => (
          <li key={row.key}>
            <RowView row={row} shapes={shapes} />
          </li>
        ))}
      </ol>
    </>
  );
}

function RowView({ row, shapes }: { readonly row: EditedRow; readonly shapes: RuleShapes }) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const names = useRuleNames(shapes);
  const { outcome = "", ...outputs } = row.outputs;
  const conditions = Object.entries(row.cells).flatMap(([field, cell]) => {
    const value = names.condition(field, cell);
    return value === null ? [] : [t("rules.factIs", { fact: names.fact(field), value })];
  });
  const given = Object.entries(outputs).flatMap(([field, cell]) => {
    const value = names.gives(field, cell);
    return value === null ? [] : [t("rules.factIs", { fact: names.output(field), value })];
  });
  const { reason, law, change } = row.words;
  return (
    <>
      <p>
        <Pill tone={outcomeTone(outcome)}>{names.gives("outcome", outcome)}</Pill>{" "}
        <code>{row.id}</code>
      </p>
      <p>{conditions.length === 0 ? t("rules.inAnyCase") : conditions.join(" · ")}</p>
      {given.length === 0 ? null : <p className="quiet">→ {given.join(" · ")}</p>}
      <p>{local(reason)}</p>
      {change ? <p className="fine">{local(change)}</p> : null}
      {law ? <p className="fine">{t("rules.restsOn", { law: local(law) })}</p> : null}
    </>
  );
}
