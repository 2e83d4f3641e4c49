import { useTranslation } from "react-i18next";
import type { ItemRules } from "../api/requests/useItemRules.ts";
import type { RuleVersionSummary } from "../api/requests/useRuleVersions.ts";
import { Pill } from "../shared/Pill.tsx";

type Props = {
  readonly version: Pick<RuleVersionSummary, "state" | "number" | "from" | "until">;
  /** What everybody is told of the item; undefined while it is not known. */
  readonly item: ItemRules | undefined;
};

const tones = { draft: "calm", signing: "wait", published: "good", discarded: "calm" } as const;

/** Where a version is, and whether it decides now, and without a person. */
export function StatePill({ version, item }: Props) {
  const { t } = useTranslation();
  const { state, number } = version;
  if (state !== "published") return <Pill tone={tones[state]}>{t(`rules.state.${state}`)}</Pill>;
  const isInForce = item !== undefined && item.version === number;
  const isGranted = item?.versions.some((each) => each.number === number && each.granted);
  return (
    <span className="pills">
      <Pill tone={isInForce ? "good" : "calm"}>
        {t(isInForce ? "rules.state.inForce" : "rules.state.published")}
      </Pill>
      {isGranted ? <Pill tone="good">{t("rules.state.granted")}</Pill> : null}
    </span>
  );
}
