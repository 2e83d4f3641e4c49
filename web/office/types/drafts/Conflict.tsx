import { Alert, Button } from "@mantine/core";
import type { TypeDesign } from "@sello/api";
import { useTranslation } from "react-i18next";
import type { TypeDraft } from "../../api/requests/useTypeDraft.ts";
import { findDifferences } from "../design/findDifferences.ts";
import { Differences } from "./Differences.tsx";

type Props = {
  readonly theirs: TypeDraft;
  readonly mine: TypeDesign;
  onTake(): void;
  onKeep(): void;
};

/** Somebody else was first: what differs, and whose counts. */
export function Conflict({ theirs, mine, onTake, onKeep }: Props) {
  const { t } = useTranslation();
  return (
    <Alert className="notice wait" title={t("design.conflictTitle")} role="alert">
      <div className="stack">
        <p>{t("design.conflictText")}</p>
        <Differences
          differences={findDifferences(theirs.design, mine)}
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
