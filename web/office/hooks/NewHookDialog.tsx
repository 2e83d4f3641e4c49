import { Checkbox, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type NewWebhook, useCreateWebhook } from "../api/requests/useCreateWebhook.ts";
import { announce } from "../app/Announcer.tsx";
import { Dialog } from "../shared/Dialog.tsx";
import { FormActs } from "../shared/FormActs.tsx";
import { ProblemNotice } from "../shared/ProblemNotice.tsx";
import { Secret } from "../shared/Secret.tsx";

type Event = NewWebhook["events"][number];
type Props = { readonly isOpen: boolean; onClose(): void };

const events: readonly Event[] = [
  "document.issued",
  "document.anchored",
  "status.changed",
  "import.ended",
];

export function NewHookDialog({ isOpen, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("hooks.new")}>
      <NewHook onClose={onClose} />
    </Dialog>
  );
}

function NewHook({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const [label, setLabel] = useState("");
  const [url, setUrl] = useState("");
  const [chosen, setChosen] = useState<readonly Event[]>([]);
  const [isAsked, setIsAsked] = useState(false);
  const { mutate, data, error, isPending } = useCreateWebhook();
  if (data)
    return (
      <Secret
        secret={data.secret}
        text={t("hooks.secretText")}
        made={t("hooks.made")}
        onClose={onClose}
      />
    );
  const isMissing = {
    label: label.trim() === "",
    url: !/^https?:\/\/./.test(url.trim()),
    events: chosen.length === 0,
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
    if (Object.values(isMissing).some(Boolean)) return announce(t("hooks.incomplete"));
    mutate({ label: label.trim(), url: url.trim(), events: [...chosen] });
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {error ? <ProblemNotice error={error} /> : null}
      <TextInput
        autoFocus
        label={t("hooks.label")}
        description={t("hooks.labelHint")}
        error={isAsked && isMissing.label ? t("hooks.labelNeeded") : undefined}
        maxLength={100}
        autoComplete="off"
        value={label}
        onChange={(event) => setLabel(event.currentTarget.value)}
      />
      <TextInput
        label={t("hooks.url")}
        description={t("hooks.urlHint")}
        error={isAsked && isMissing.url ? t("hooks.urlNeeded") : undefined}
        maxLength={500}
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <Checkbox.Group
        label={t("hooks.events")}
        error={isAsked && isMissing.events ? t("hooks.eventNeeded") : undefined}
        value={[...chosen]}
        onChange={(values) => setChosen(values as Event[])}
      >
        <div className="tick-boxes">
          {events.map((event) => (
            <Checkbox key={event} value={event} label={t(`hooks.event.${event}`)} />
          ))}
        </div>
      </Checkbox.Group>
      <FormActs isPending={isPending} onClose={onClose}>
        {t("hooks.create")}
      </FormActs>
    </form>
  );
}
