import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useDiscardRules } from "../../api/requests/useRuleActs.ts";
import { announce } from "../../app/Announcer.tsx";
import { ConfirmDialog } from "../../shared/ConfirmDialog.tsx";

type Props = {
  readonly id: string;
  readonly revision: number;
  readonly isOpen: boolean;
  onClose(): void;
};

/** Asks before a version is given up. */
export function DiscardDialog({ id, revision, isOpen, onClose }: Props) {
  const { t } = useTranslation();
  const go = useNavigate();
  const { mutate, isPending, error } = useDiscardRules();
  const discard = () =>
    mutate(
      { id, revision },
      {
        onSuccess: () => {
          announce(t("design.discarded"));
          void go("/rules");
        },
      },
    );
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={t("design.discard")}
      text={t("design.discardText")}
      act={t("design.discard")}
      isPending={isPending}
      error={error}
      onConfirm={discard}
      onClose={onClose}
    />
  );
}
