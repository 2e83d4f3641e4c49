import { Alert, Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

type Props = {
  /** What differs. */
  readonly children: ReactNode;
  /** Whether theirs is a draft still, over which one's own can be saved. */
  readonly mayKeep: boolean;
  onTake(): void;
  onKeep(): void;
};

/** Somebody else was first: what differs, and whose counts. */
export function DraftConflict({ children, mayKeep, onTake, onKeep }: Props) {
  const { t } = useTranslation();
  return (
    <Alert className="notice wait" title={t("design.conflictTitle")} role="alert">
      <div className="stack">
        <p>{t("design.conflictText")}</p>
        {children}
        <div className="acts">
          <Button variant="default" onClick={onTake}>
            {t("design.useTheirs")}
          </Button>
          {mayKeep ? <Button onClick={onKeep}>{t("design.keepMine")}</Button> : null}
        </div>
      </div>
    </Alert>
  );
}
