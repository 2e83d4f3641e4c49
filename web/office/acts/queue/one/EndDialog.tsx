import { useTranslation } from "react-i18next";
import { useDecideOnAct } from "../../../api/requests/useDecideOnAct.ts";
import type { GoverningAct } from "../../../api/requests/useGoverningActs.ts";
import { announce } from "../../../app/Announcer.tsx";
import { ConfirmDialog } from "../../../shared/ConfirmDialog.tsx";

type Props = { readonly act: GoverningAct; readonly isOpen: boolean; onClose(): void };

export function EndDialog({ act, isOpen, onClose }: Props) {
  const { t } = useTranslation();
  const { end } = useDecideOnAct(act.id);
  const confirm = () =>
    end.mutate(undefined, {
      onSuccess: () => {
        announce(t("queue.ended"));
        onClose();
      },
    });
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={t("queue.endTitle")}
      text={t("queue.endText")}
      act={t("queue.end")}
      isPending={end.isPending}
      error={end.error}
      onConfirm={confirm}
      onClose={onClose}
    />
  );
}
