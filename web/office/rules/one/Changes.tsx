import { useTranslation } from "react-i18next";
import type { ItemRules } from "../../api/requests/useItemRules.ts";
import type { CasesJson, RulesJson } from "../../api/requests/useRuleVersions.ts";
import { Panel } from "../../shared/Panel.tsx";
import { Differences } from "../differences/Differences.tsx";
import type { RuleShapes } from "../useRuleShapes.ts";

type Props = {
  readonly item: ItemRules;
  readonly now: { readonly rules: RulesJson; readonly cases: CasesJson };
  readonly shapes: RuleShapes;
};

/** What a version says differently from the one in force. */
export function Changes({ item, now, shapes }: Props) {
  const { t } = useTranslation();
  const { rules, cases, version } = item;
  return (
    <Panel title={t("design.differences")}>
      {rules === null || cases === null || version === null ? (
        <p className="calm">{t("rules.noneInForce")}</p>
      ) : (
        <div className="stack">
          <p className="fine">{t("rules.againstInForce", { version })}</p>
          <Differences
            was={{ rules, cases }}
            is={now}
            shapes={shapes}
            before={t("design.before")}
            after={t("design.after")}
          />
        </div>
      )}
    </Panel>
  );
}
