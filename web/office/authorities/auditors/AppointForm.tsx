import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAppointAuditor } from "../../api/requests/useAuditors.ts";
import { announce } from "../../app/Announcer.tsx";
import { isAccount } from "../../shared/isAccount.ts";
import { ProblemNotice } from "../../shared/ProblemNotice.tsx";

export function AppointForm({ slug }: { readonly slug: string }) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const [account, setAccount] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const { mutate, error, isPending } = useAppointAuditor();
  const [said, given] = [name.trim(), account.trim()];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
    if (said === "" || !isAccount(given)) return announce(t("keys.incomplete"));
    mutate(
      { authority: slug, account: given, name: said },
      {
        onSuccess: () => {
          announce(t("auditors.appointed"));
          setName("");
          setAccount("");
          setIsAsked(false);
        },
      },
    );
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p>{t("auditors.explain")}</p>
      {error ? <ProblemNotice error={error} /> : null}
      <div className="fields">
        <TextInput
          label={t("auditors.name")}
          description={t("auditors.nameHint")}
          error={isAsked && said === "" ? t("invitations.nameNeeded") : undefined}
          maxLength={100}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t("auditors.account")}
          description={t("auditors.accountHint")}
          error={isAsked && !isAccount(given) ? t("signers.accountForm") : undefined}
          autoComplete="off"
          spellCheck={false}
          value={account}
          onChange={(event) => setAccount(event.currentTarget.value)}
        />
      </div>
      <div className="submit">
        <Button type="submit" loading={isPending}>
          {t("auditors.appoint")}
        </Button>
      </div>
    </form>
  );
}
