import { Alert, Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useJoinAtDesk } from "../api/requests/useDesk.ts";
import { announce } from "../app/Announcer.tsx";
import { Panel } from "../shared/Panel.tsx";
import { ProblemNotice } from "../shared/ProblemNotice.tsx";
import { IdNumberField, idNumberForm } from "./IdNumberField.tsx";

const codeForm = /^\d{8}$/;

/** The resident's app shows eight digits; the officer checks the card and enters both. */
export function Join() {
  const { t } = useTranslation();
  const [code, setCode] = useState("");
  const [idNumber, setIdNumber] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const { mutate, data, error, isPending, reset } = useJoinAtDesk();
  // As the app shows it: in two groups.
  const digits = code.replaceAll(/\s/g, "");
  const number = idNumber.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
    if (!codeForm.test(digits) || !idNumberForm.test(number)) return announce(t("keys.incomplete"));
    mutate(
      { code: digits, idNumber: number },
      {
        onSuccess: () => {
          setCode("");
          setIdNumber("");
          setIsAsked(false);
        },
      },
    );
  };
  return (
    <Panel title={t("desk.join.title")}>
      <form className="stack" onSubmit={submit} onChange={data ? reset : undefined} noValidate>
        <p>{t("desk.join.lead")}</p>
        {error ? <ProblemNotice error={error} /> : null}
        {data ? (
          <Alert className="notice good" role="status">
            {t(data.moved ? "desk.join.moved" : "desk.join.done")}
          </Alert>
        ) : null}
        <div className="fields">
          <TextInput
            label={t("desk.join.code")}
            description={t("desk.join.codeHint")}
            error={isAsked && !codeForm.test(digits) ? t("desk.join.codeNeeded") : undefined}
            inputMode="numeric"
            autoComplete="off"
            maxLength={11}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <IdNumberField value={idNumber} isAsked={isAsked} onChange={setIdNumber} />
        </div>
        <div className="submit">
          <Button type="submit" loading={isPending}>
            {t("desk.join.submit")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
