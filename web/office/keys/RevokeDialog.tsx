import { useTranslation } from "react-i18next";
import type { ApiKey } from "../api/requests/useApiKeys.ts";
import { useRevokeApiKey } from "../api/requests/useRevokeApiKey.ts";
import { announce } from "../app/Announcer.tsx";
import { ConfirmDialog } from "../shared/ConfirmDialog.tsx";

type Props = { readonly apiKey: ApiKey | null; onClose(): void };

export function RevokeDialog({ apiKey, onClose }: Props) {
  const { t } = useTranslation();
  const { mutate, error, isPending, reset } = useRevokeApiKey();
  const close = () => {
    reset();
    onClose();
  };
  const end = (id: string) =>
    mutate(id, {
      onSuccess: () => {
        announce(t("keys.endedNow"));
        close();
      },
    });
  return (
    <ConfirmDialog
      isOpen={apiKey !== null}
      title={t("keys.endOf", { label: apiKey?.label ?? "" })}
      text={t("keys.endText")}
      act={t("keys.end")}
      isPending={isPending}
      error={error}
      onConfirm={() => apiKey && end(apiKey.id)}
      onClose={close}
    />
  );
}
