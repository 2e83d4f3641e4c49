import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Mandate, useEndMandate, useFindMandates } from "../api/requests/useMandates.ts";
import { announce } from "../app/Announcer.tsx";
import { ConfirmDialog } from "../shared/ConfirmDialog.tsx";
import { ProblemNotice } from "../shared/ProblemNotice.tsx";
import { MandateTable } from "./MandateTable.tsx";

/** The mandates of a person who is at the desk, each to be ended. */
export function FindMandates() {
  const { t } = useTranslation();
  const [number, setNumber] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const [ending, setEnding] = useState<Mandate | null>(null);
  const { mutate, data, error, isPending } = useFindMandates();
  const given = number.trim();
  const find = () =>
    mutate(given, {
      onSuccess: ({ mandates }) => announce(t("common.found", { number: mandates.length })),
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
    if (given === "") return announce(t("keys.incomplete"));
    find();
  };
  return (
    <>
      <form className="stack" onSubmit={submit} noValidate>
        <TextInput
          label={t("mandates.number")}
          description={t("mandates.numberHint")}
          error={isAsked && given === "" ? t("mandates.numberNeeded") : undefined}
          maxLength={40}
          autoComplete="off"
          spellCheck={false}
          value={number}
          onChange={(event) => setNumber(event.currentTarget.value)}
        />
        <div className="submit">
          <Button type="submit" variant="default" loading={isPending}>
            {t("mandates.search")}
          </Button>
        </div>
      </form>
      {error ? <ProblemNotice error={error} /> : null}
      {data && data.mandates.length === 0 ? <p className="calm">{t("mandates.none")}</p> : null}
      {data && data.mandates.length > 0 ? (
        <MandateTable mandates={data.mandates} onEnd={setEnding} />
      ) : null}
      <EndDialog mandate={ending} ended={find} onClose={() => setEnding(null)} />
    </>
  );
}

type EndProps = { readonly mandate: Mandate | null; ended(): void; onClose(): void };

function EndDialog({ mandate, ended, onClose }: EndProps) {
  const { t } = useTranslation();
  const { mutate, error, isPending, reset } = useEndMandate();
  const close = () => {
    reset();
    onClose();
  };
  const end = (id: string) =>
    mutate(id, {
      onSuccess: () => {
        announce(t("mandates.ended"));
        close();
        ended();
      },
    });
  return (
    <ConfirmDialog
      isOpen={mandate !== null}
      title={t("mandates.endTitle")}
      text={t("mandates.endText")}
      act={t("mandates.end")}
      isPending={isPending}
      error={error}
      onConfirm={() => mandate && end(mandate.id)}
      onClose={close}
    />
  );
}
