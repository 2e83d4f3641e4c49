import { NativeSelect } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useFormats } from "../../../../ui/useFormats.ts";
import { usePassApplication } from "../../../api/requests/useApplications.ts";
import type { Authority } from "../../../api/requests/useAuthority.ts";
import { announce } from "../../../app/Announcer.tsx";
import { FormActs } from "../../../shared/FormActs.tsx";
import { ProblemNotice } from "../../../shared/ProblemNotice.tsx";
import type { ActProps } from "./ActProps.ts";
import { ReasonText, toOneLine } from "./ReasonText.tsx";

type Props = Pick<ActProps, "application"> & {
  readonly places: readonly Authority[];
  onClose(): void;
};

/** Gives it to another authority: then it is not this one's any more. */
export function PassForm({ application, places, onClose }: Props) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const navigate = useNavigate();
  const [to, setTo] = useState("");
  const [words, setWords] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const { mutate, error, isPending } = usePassApplication(application.id);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
    if (isPending) return;
    if (to === "" || toOneLine(words) === "") return announce(t("act.incomplete"));
    mutate(
      { to, words: toOneLine(words) },
      {
        onSuccess: () => {
          announce(t("applications.done.pass"));
          void navigate("/applications");
        },
      },
    );
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p>{t("applications.text.pass")}</p>
      {error ? <ProblemNotice error={error} /> : null}
      <NativeSelect
        label={t("applications.passTo")}
        error={isAsked && to === "" ? t("applications.passToNeeded") : undefined}
        value={to}
        onChange={({ currentTarget }) => setTo(currentTarget.value)}
        data={[
          { value: "", label: t("issue.choose") },
          ...places.map(({ slug, name }) => ({ value: slug, label: local(name) })),
        ]}
      />
      <ReasonText
        label={t("applications.passWhy")}
        value={words}
        isAsked={isAsked}
        onChange={setWords}
      />
      <FormActs isPending={isPending} onClose={onClose}>
        {t("applications.act.pass")}
      </FormActs>
    </form>
  );
}
