import type { TypeDesign } from "@sello/api";
import { useTranslation } from "react-i18next";
import type { TypeDraft } from "../../api/requests/useTypeDraft.ts";
import { DraftConflict } from "../../shared/DraftConflict.tsx";
import { findDifferences } from "../design/findDifferences.ts";
import { Differences } from "./Differences.tsx";

type Props = {
  readonly theirs: TypeDraft;
  readonly mine: TypeDesign;
  onTake(): void;
  onKeep(): void;
};

/** What differs from what somebody else saved first. */
export function Conflict({ theirs, mine, onTake, onKeep }: Props) {
  const { t } = useTranslation();
  return (
    <DraftConflict mayKeep={theirs.state === "draft"} onTake={onTake} onKeep={onKeep}>
      <Differences
        differences={findDifferences(theirs.design, mine)}
        before={t("design.theirs")}
        after={t("design.mine")}
      />
    </DraftConflict>
  );
}
