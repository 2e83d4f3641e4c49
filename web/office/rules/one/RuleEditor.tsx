import { useTranslation } from "react-i18next";
import type { ItemRules } from "../../api/requests/useItemRules.ts";
import type { RuleVersion } from "../../api/requests/useRuleVersions.ts";
import { Panel } from "../../shared/Panel.tsx";
import { ProblemNotice } from "../../shared/ProblemNotice.tsx";
import { CaseList } from "../cases/CaseList.tsx";
import { TermFields } from "../TermFields.tsx";
import { RuleTable } from "../table/RuleTable.tsx";
import { useRuleShapes } from "../useRuleShapes.ts";
import { Changes } from "./Changes.tsx";
import { Conflict } from "./Conflict.tsx";
import { SaveBar } from "./SaveBar.tsx";
import { useRuleEditing } from "./useRuleEditing.ts";

type Props = { readonly version: RuleVersion; readonly item: ItemRules };

/** A draft that one changes: its table, its cases beside it, and when it decides. */
export function RuleEditor({ version, item }: Props) {
  const { t } = useTranslation();
  const shapes = useRuleShapes(version.rules, item.item);
  const editing = useRuleEditing(version, shapes);
  const { content, change, faults, judged, json, theirs, error, serverFaults } = editing;
  return (
    <>
      {theirs ? (
        <Conflict
          theirs={theirs}
          mine={json}
          shapes={shapes}
          onTake={() => editing.takeTheirs(theirs)}
          onKeep={() => editing.keepMine(theirs)}
        />
      ) : null}
      {error && !theirs ? <ProblemNotice error={error} /> : null}
      <Panel title={t("rules.table")}>
        <div className="stack">
          <p className="fine">{t("rules.tableHint")}</p>
          <RuleTable content={content} shapes={shapes} faults={faults} onChange={change} />
        </div>
      </Panel>
      <Panel title={t("rules.cases")}>
        <CaseList
          cases={content.cases}
          rules={content.rules}
          shapes={shapes}
          judged={judged}
          onChange={(cases) => change((before) => ({ ...before, cases }))}
        />
      </Panel>
      <Panel title={t("rules.term")}>
        <TermFields
          term={content.term}
          onChange={(term) => change((before) => ({ ...before, term }))}
        />
      </Panel>
      <Changes item={item} now={json} shapes={shapes} />
      {serverFaults.length > 0 && judged?.gaps.length === 0 ? (
        <Panel title={t("rules.serverFaults")}>
          <ul>
            {serverFaults.map((fault) => (
              <li key={fault}>
                <code>{fault}</code>
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
      <SaveBar id={version.id} editing={editing} />
    </>
  );
}
