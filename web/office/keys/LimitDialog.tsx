import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ApiKey } from "../api/requests/useApiKeys.ts";
import { useLimitApiKey } from "../api/requests/useLimitApiKey.ts";
import { announce } from "../app/Announcer.tsx";
import { Dialog } from "../shared/Dialog.tsx";
import { FormActs } from "../shared/FormActs.tsx";
import { ProblemNotice } from "../shared/ProblemNotice.tsx";
import { LimitField, readLimit } from "./LimitField.tsx";

type Props = { readonly apiKey: ApiKey | null; onClose(): void };

export function LimitDialog({ apiKey, onClose }: Props) {
  const { t } = useTranslation();
  const title = t("keys.setLimitOf", { label: apiKey?.label ?? "" });
  return (
    <Dialog isOpen={apiKey !== null} onClose={onClose} title={title}>
      {apiKey ? <LimitForm key={apiKey.id} apiKey={apiKey} onClose={onClose} /> : null}
    </Dialog>
  );
}

function LimitForm({ apiKey, onClose }: { readonly apiKey: ApiKey; onClose(): void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(apiKey.documentsPerDay?.toString() ?? "");
  const [isAsked, setIsAsked] = useState(false);
  const { mutate, error, isPending } = useLimitApiKey();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
    const documentsPerDay = readLimit(typed);
    if (documentsPerDay === undefined) return announce(t("keys.incomplete"));
    mutate(
      { id: apiKey.id, documentsPerDay },
      {
        onSuccess: () => {
          announce(t("keys.limitSaved"));
          onClose();
        },
      },
    );
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p>{t("keys.limitText")}</p>
      {error ? <ProblemNotice error={error} /> : null}
      <LimitField value={typed} isAsked={isAsked} onChange={setTyped} />
      <FormActs isPending={isPending} onClose={onClose}>
        {t("keys.limitSave")}
      </FormActs>
    </form>
  );
}
