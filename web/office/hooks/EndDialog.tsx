import { useTranslation } from "react-i18next";
import { useEndWebhook } from "../api/requests/useEndWebhook.ts";
import type { Webhook } from "../api/requests/useWebhooks.ts";
import { announce } from "../app/Announcer.tsx";
import { ConfirmDialog } from "../shared/ConfirmDialog.tsx";

type Props = { readonly hook: Webhook | null; onClose(): void };

export function EndDialog({ hook, onClose }: Props) {
  const { t } = useTranslation();
  const { mutate, error, isPending, reset } = useEndWebhook();
  const close = () => {
    reset();
    onClose();
  };
  const end = (id: string) =>
    mutate(id, {
      onSuccess: () => {
        announce(t("hooks.ended"));
        close();
      },
    });
  const title = t("hooks.endOf", { label: hook?.label ?? "" });
  return (
    <ConfirmDialog
      isOpen={hook !== null}
      title={title}
      text={t("hooks.endText")}
      act={t("hooks.end")}
      isPending={isPending}
      error={error}
      onConfirm={() => hook && end(hook.id)}
      onClose={close}
    />
  );
}
