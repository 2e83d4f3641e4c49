import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ReadingReason } from "../api/requests/useReadDocument.ts";
import { announce } from "../app/Announcer.tsx";
import { Panel } from "../shared/Panel.tsx";
import { ProblemNotice } from "../shared/ProblemNotice.tsx";
import { ReasonField } from "./ReasonField.tsx";

type Props = {
  /** What the reading is for. */
  readonly text: string;
  readonly submit: string;
  readonly error: Error | null;
  readonly isPending: boolean;
  read(reason: ReadingReason): void;
};

/** Before a page that shows what a document says: reading it takes a reason, which is recorded. */
export function ReadingGate({ text, submit: label, error, isPending, read }: Props) {
  const { t } = useTranslation();
  const [reason, setReason] = useState<ReadingReason | null>(null);
  const [isAsked, setIsAsked] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
    if (reason === null) return announce(t("reading.needed"));
    if (!isPending) read(reason);
  };
  return (
    <Panel title={t("revise.readFirst")}>
      <p className="calm">{text}</p>
      {error ? <ProblemNotice error={error} /> : null}
      <form className="reading" onSubmit={submit} noValidate>
        <ReasonField
          value={reason}
          onChange={setReason}
          error={isAsked && reason === null ? t("reading.needed") : undefined}
        />
        <Button type="submit" loading={isPending}>
          {label}
        </Button>
      </form>
    </Panel>
  );
}
