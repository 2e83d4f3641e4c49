import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAskApplicant } from "../../../api/requests/useApplications.ts";
import { announce } from "../../../app/Announcer.tsx";
import { FormActs } from "../../../shared/FormActs.tsx";
import { ProblemNotice } from "../../../shared/ProblemNotice.tsx";
import type { ActProps } from "./ActProps.ts";
import { ReasonText, toOneLine } from "./ReasonText.tsx";

type Props = Pick<ActProps, "application" | "onChange"> & { onClose(): void };

/** Sends it back to the applicant, with what is to be completed. */
export function AskForm({ application, onChange, onClose }: Props) {
  const { t } = useTranslation();
  const [words, setWords] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const { mutate, error, isPending } = useAskApplicant(application.id);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
    if (isPending) return;
    if (toOneLine(words) === "") return announce(t("applications.wordsNeeded"));
    mutate(toOneLine(words), {
      onSuccess: (changed) => {
        announce(t("applications.done.ask"));
        onChange(changed);
      },
    });
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p>{t("applications.text.ask")}</p>
      {error ? <ProblemNotice error={error} /> : null}
      <ReasonText
        label={t("applications.question")}
        value={words}
        isAsked={isAsked}
        onChange={setWords}
      />
      <FormActs isPending={isPending} onClose={onClose}>
        {t("applications.act.ask")}
      </FormActs>
    </form>
  );
}
