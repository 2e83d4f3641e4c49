import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useBeginRules } from "../api/requests/useRuleActs.ts";
import { announce } from "../app/Announcer.tsx";
import { FormActs } from "../shared/FormActs.tsx";
import { ProblemNotice } from "../shared/ProblemNotice.tsx";
import { type Term, TermFields } from "./TermFields.tsx";

/** Begins a version: it starts as the newest that was published. */
export function NewVersion({ item, onClose }: { readonly item: string; onClose(): void }) {
  const { t } = useTranslation();
  const go = useNavigate();
  const { mutate, isPending, error } = useBeginRules();
  const [term, setTerm] = useState<Term>(() => ({
    from: Math.floor(Date.now() / 1000),
    until: null,
  }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate(
      { item, ...term },
      {
        onSuccess: ({ id }) => {
          announce(t("rules.begun"));
          void go(`/rules/${id}`);
        },
      },
    );
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p>{t("rules.beginText")}</p>
      <TermFields term={term} onChange={setTerm} />
      {error ? <ProblemNotice error={error} /> : null}
      <FormActs isPending={isPending} onClose={onClose}>
        {t("rules.begin")}
      </FormActs>
    </form>
  );
}
