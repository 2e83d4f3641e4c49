import { useTranslation } from "react-i18next";
import type { Invitation } from "../api/requests/useInvitations.ts";
import { useRevokeInvitation } from "../api/requests/useRevokeInvitation.ts";
import { announce } from "../app/Announcer.tsx";
import { ConfirmDialog } from "../shared/ConfirmDialog.tsx";

type Props = { readonly invitation: Invitation | null; onClose(): void };

export function RevokeDialog({ invitation, onClose }: Props) {
  const { t } = useTranslation();
  const { mutate, error, isPending, reset } = useRevokeInvitation();
  const close = () => {
    reset();
    onClose();
  };
  const revoke = (id: string) =>
    mutate(id, {
      onSuccess: () => {
        announce(t("invitations.takenBack"));
        close();
      },
    });
  return (
    <ConfirmDialog
      isOpen={invitation !== null}
      title={t("invitations.takeBackOf", { name: invitation?.name ?? "" })}
      text={t("invitations.takeBackText")}
      act={t("invitations.takeBack")}
      isPending={isPending}
      error={error}
      onConfirm={() => invitation && revoke(invitation.id)}
      onClose={close}
    />
  );
}
