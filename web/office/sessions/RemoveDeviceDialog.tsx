import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { FaultNotice } from "../acts/signing/FaultNotice.tsx";
import { useChangePasskeys } from "../api/requests/useChangePasskeys.ts";
import type { OwnPasskey } from "../api/requests/useOwnPasskeys.ts";
import { announce } from "../app/Announcer.tsx";
import { useActing } from "../app/useActing.ts";
import { Dialog } from "../shared/Dialog.tsx";

type Props = { readonly passkey: OwnPasskey | null; readonly name: string; onClose(): void };

export function RemoveDeviceDialog({ passkey, name, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog isOpen={passkey !== null} onClose={onClose} title={t("sessions.removeOf", { name })}>
      {passkey ? <Remove key={passkey.id} id={passkey.id} onClose={onClose} /> : null}
    </Dialog>
  );
}

function Remove({ id, onClose }: { readonly id: string; onClose(): void }) {
  const { t } = useTranslation();
  const { session } = useActing();
  const { mutate, error, isPending } = useChangePasskeys(session.account);
  const remove = () =>
    mutate(
      { kind: "remove", id },
      {
        onSuccess: () => {
          announce(t("sessions.removed"));
          onClose();
        },
      },
    );
  return (
    <div className="stack">
      <p>{t("sessions.removeText")}</p>
      {error ? <FaultNotice error={error} retry={remove} /> : null}
      <div className="acts">
        <Button color="red" loading={isPending} onClick={remove}>
          {t("sessions.removeDevice")}
        </Button>
        <Button variant="default" onClick={onClose} autoFocus>
          {t("common.cancel")}
        </Button>
      </div>
    </div>
  );
}
