import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import type { ItemRules } from "../../api/requests/useItemRules.ts";
import type { RuleVersion } from "../../api/requests/useRuleVersions.ts";
import { Facts } from "../../shared/Facts.tsx";
import { Panel } from "../../shared/Panel.tsx";
import { useNames } from "../../shared/useNames.ts";
import { CasesView } from "../cases/CasesView.tsx";
import { RowsView } from "../table/RowsView.tsx";
import { useRuleShapes } from "../useRuleShapes.ts";
import { Changes } from "./Changes.tsx";
import { Published } from "./Published.tsx";
import { Signing } from "./Signing.tsx";

type Props = {
  readonly version: RuleVersion;
  readonly item: ItemRules;
  readonly mayMake: boolean;
};

/** A version that one looks at: what it changes, who has signed it, whether it decides, and what it says. */
export function RuleView({ version, item, mayMake }: Props) {
  const { t } = useTranslation();
  const { day } = useFormats();
  const { authority: nameOf } = useNames();
  const shapes = useRuleShapes(version.rules, item.item);
  const { state, from, until, authority, rulesSha256 } = version;
  const isInForce = item.version !== null && item.version === version.number;
  return (
    <>
      {state === "draft" ? (
        <p className="calm">{t("rules.notYours", { name: nameOf(authority) })}</p>
      ) : null}
      {state === "published" ? <Published version={version} item={item} /> : null}
      {state !== "discarded" && !isInForce ? (
        <Changes item={item} now={version} shapes={shapes} />
      ) : null}
      {state === "signing" ? <Signing version={version} mayMake={mayMake} /> : null}
      <Panel title={t("rules.whatItSays")}>
        <div className="stack">
          <Facts
            facts={[
              { title: t("rules.answeredBy"), value: nameOf(authority) },
              { title: t("rules.from"), value: from === 0 ? t("rules.always") : day(from) },
              {
                title: t("rules.until"),
                value: until === null ? t("rules.untilNext") : day(until),
              },
              { title: t("rules.hash"), value: <code>{rulesSha256}</code> },
            ]}
          />
          <RowsView rules={version.rules} shapes={shapes} />
          <CasesView version={version} shapes={shapes} />
        </div>
      </Panel>
    </>
  );
}
