import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

type Props = {
  /** What the button says that does it. */
  readonly children: ReactNode;
  readonly isPending: boolean;
  /** Absent: the form around it is submitted. */
  onAct?(): void;
  onClose(): void;
};

/** The end of a form in a dialog: do it, or leave it. */
export function FormActs({ children, isPending, onAct, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <div className="acts">
      <Button loading={isPending} {...(onAct ? { onClick: onAct } : { type: "submit" })}>
        {children}
      </Button>
      <Button variant="default" onClick={onClose}>
        {t("common.cancel")}
      </Button>
    </div>
  );
}
