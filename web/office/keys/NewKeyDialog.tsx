import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type NewApiKey, useCreateApiKey } from "../api/requests/useCreateApiKey.ts";
import { announce } from "../app/Announcer.tsx";
import { useActing } from "../app/useActing.ts";
import { Dialog } from "../shared/Dialog.tsx";
import { FormActs } from "../shared/FormActs.tsx";
import { ProblemNotice } from "../shared/ProblemNotice.tsx";
import { Secret } from "../shared/Secret.tsx";
import { LimitField, readLimit } from "./LimitField.tsx";

type Action = NewApiKey["actions"][number];
type Props = { readonly isOpen: boolean; onClose(): void };

export function NewKeyDialog({ isOpen, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("keys.new")}>
      <NewKey onClose={onClose} />
    </Dialog>
  );
}

const daySeconds = 86_400;
const isIssuing = (action: Action): boolean => action === "issue" || action === "import";
const terms = [30, 90, 365] as const;

function NewKey({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const { authority } = useActing();
  const [label, setLabel] = useState("");
  const [actions, setActions] = useState<readonly Action[]>([]);
  const [days, setDays] = useState<number>(90);
  const [perDay, setPerDay] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const { mutate, data, error, isPending } = useCreateApiKey();
  if (data)
    return (
      <Secret
        secret={data.secret}
        text={t("keys.secretText")}
        made={t("keys.made")}
        onClose={onClose}
      />
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
    const limit = readLimit(perDay);
    if (label.trim() === "" || actions.length === 0 || limit === undefined)
      return announce(t("keys.incomplete"));
    const expiresAt = Math.floor(Date.now() / 1000) + days * daySeconds;
    const documentsPerDay = actions.some(isIssuing) ? limit : null;
    mutate({ label: label.trim(), actions, expiresAt, documentsPerDay });
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {error ? <ProblemNotice error={error} /> : null}
      <TextInput
        autoFocus
        label={t("keys.label")}
        description={t("keys.labelHint")}
        error={isAsked && label.trim() === "" ? t("keys.labelNeeded") : undefined}
        maxLength={100}
        autoComplete="off"
        value={label}
        onChange={(event) => setLabel(event.currentTarget.value)}
      />
      <Checkbox.Group
        label={t("keys.actions")}
        description={t("keys.actionsHint")}
        error={isAsked && actions.length === 0 ? t("keys.actionNeeded") : undefined}
        value={[...actions]}
        onChange={(chosen) => setActions(chosen as Action[])}
      >
        <div className="tick-boxes">
          {(authority?.actions ?? []).map((action) => (
            <Checkbox key={action} value={action} label={t(`action.${action}`)} />
          ))}
        </div>
      </Checkbox.Group>
      {actions.some(isIssuing) ? (
        <LimitField value={perDay} isAsked={isAsked} onChange={setPerDay} />
      ) : null}
      <NativeSelect
        label={t("keys.term")}
        value={days}
        onChange={(event) => setDays(Number(event.currentTarget.value))}
        data={terms.map((number) => ({
          value: String(number),
          label: t("types.days", { number }),
        }))}
      />
      <FormActs isPending={isPending} onClose={onClose}>
        {t("keys.create")}
      </FormActs>
    </form>
  );
}
