import { Button, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useRegisterVerifier } from "../api/requests/useVerifiers.ts";
import { announce } from "../app/Announcer.tsx";
import { Dialog } from "../shared/Dialog.tsx";
import { FormActs } from "../shared/FormActs.tsx";
import { ProblemNotice } from "../shared/ProblemNotice.tsx";
import { Secret } from "../shared/Secret.tsx";
import { AskChoice } from "./AskChoice.tsx";
import { type Draft, emptyDraft, findMissing, toNewVerifier } from "./draft.ts";

type Props = { readonly isOpen: boolean; onClose(): void };

export function NewVerifierDialog({ isOpen, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("verifiers.new")}>
      <NewVerifier onClose={onClose} />
    </Dialog>
  );
}

const names = ["zh", "es", "en"] as const;

function NewVerifier({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [isAsked, setIsAsked] = useState(false);
  const { mutate, data, error, isPending } = useRegisterVerifier();
  if (data) return <Made data={data} onClose={onClose} />;
  const missing = findMissing(draft);
  const faultOf = (field: (typeof missing)[number]) =>
    isAsked && missing.includes(field) ? t(`verifiers.needed.${field}`) : undefined;
  const set = (field: keyof Draft) => (event: { currentTarget: { value: string } }) =>
    setDraft({ ...draft, [field]: event.currentTarget.value });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
    if (missing.length > 0) return announce(t("keys.incomplete"));
    mutate(toNewVerifier(draft));
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {error ? <ProblemNotice error={error} /> : null}
      {names.map((language) => (
        <TextInput
          key={language}
          autoFocus={language === "zh"}
          label={t(`verifiers.nameIn.${language}`)}
          error={language === "zh" ? faultOf("name") : undefined}
          maxLength={100}
          autoComplete="off"
          lang={language}
          value={draft[language]}
          onChange={set(language)}
        />
      ))}
      <TextInput
        label={t("verifiers.homepage")}
        description={t("verifiers.homepageHint")}
        error={faultOf("homepage")}
        maxLength={200}
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        value={draft.homepage}
        onChange={set("homepage")}
      />
      <AskChoice
        error={faultOf("mayAsk")}
        chosen={draft.mayAsk}
        onChange={(mayAsk) => setDraft({ ...draft, mayAsk })}
      />
      <Textarea
        label={t("verifiers.key")}
        description={t("verifiers.keyHint")}
        error={faultOf("key")}
        rows={3}
        autoComplete="off"
        spellCheck={false}
        value={draft.key}
        onChange={set("key")}
      />
      <TextInput
        type="date"
        label={t("verifiers.endsAt")}
        description={t("verifiers.endsAtHint")}
        error={faultOf("endsAt")}
        value={draft.endsAt}
        onChange={set("endsAt")}
      />
      <TextInput
        label={t("verifiers.hook")}
        description={t("verifiers.hookHint")}
        maxLength={500}
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        value={draft.hook}
        onChange={set("hook")}
      />
      <FormActs isPending={isPending} onClose={onClose}>
        {t("verifiers.register")}
      </FormActs>
    </form>
  );
}

type MadeProps = {
  readonly data: NonNullable<ReturnType<typeof useRegisterVerifier>["data"]>;
  onClose(): void;
};

function Made({ data: { verifier, secret }, onClose }: MadeProps) {
  const { t } = useTranslation();
  const text = t("verifiers.madeText", { id: verifier.id });
  if (secret !== null)
    return (
      <Secret
        secret={secret}
        text={text}
        note={t("hooks.secretText")}
        made={t("verifiers.made")}
        onClose={onClose}
      />
    );
  return (
    <div className="stack">
      <p role="status">{t("verifiers.made")}</p>
      <p>{text}</p>
      <div className="acts">
        <Button onClick={onClose}>{t("common.close")}</Button>
      </div>
    </div>
  );
}
