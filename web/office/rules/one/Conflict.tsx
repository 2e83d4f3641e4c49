import { useTranslation } from "react-i18next";
import type { CasesJson, RulesJson, RuleVersion } from "../../api/requests/useRuleVersions.ts";
import { DraftConflict } from "../../shared/DraftConflict.tsx";
import { Differences } from "../differences/Differences.tsx";
import type { RuleShapes } from "../useRuleShapes.ts";

type Props = {
  readonly theirs: RuleVersion;
  readonly mine: { readonly rules: RulesJson; readonly cases: CasesJson };
  readonly shapes: RuleShapes;
  onTake(): void;
  onKeep(): void;
};

/** What differs from what somebody else saved first. */
export function Conflict({ theirs, mine, shapes, onTake, onKeep }: Props) {
  const { t } = useTranslation();
  return (
    <DraftConflict mayKeep={theirs.state === "draft"} onTake={onTake} onKeep={onKeep}>
      <Differences
        was={theirs}
        is={mine}
        shapes={shapes}
        before={t("design.theirs")}
        after={t("design.mine")}
      />
    </DraftConflict>
  );
}
