import { Alert, Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { CasesJson, RulesJson, RuleVersion } from "../../api/requests/useRuleVersions.ts";
import { Differences } from "../differences/Differences.tsx";
import type { RuleShapes } from "../useRuleShapes.ts";

type Props = {
  readonly theirs: RuleVersion;
  readonly mine: { readonly rules: RulesJson; readonly cases: CasesJson };
  readonly shapes: RuleShapes;
  onTake(): void;
  onKeep(): void;
};

/** Somebody else was first: what differs, and whose counts. */
export function Conflict({ theirs, mine, shapes, onTake, onKeep }: Props) {
  const { t } = useTranslation();
  return (
    <Alert className="notice wait" title={t("design.conflictTitle")} role="alert">
      <div className="stack">
        <p>{t("design.conflictText")}</p>
        <Differences
          was={theirs}
          is={mine}
          shapes={shapes}
          before={t("design.theirs")}
          after={t("design.mine")}
        />
        <div className="acts">
          <Button variant="default" onClick={onTake}>
            {t("design.useTheirs")}
          </Button>
          {theirs.state === "draft" ? (
            <Button onClick={onKeep}>{t("design.keepMine")}</Button>
          ) : null}
        </div>
      </div>
    </Alert>
  );
}
