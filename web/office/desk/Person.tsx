import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import { type DeskView, useLookAtDesk } from "../api/requests/useDesk.ts";
import { announce } from "../app/Announcer.tsx";
import { Facts } from "../shared/Facts.tsx";
import { Panel } from "../shared/Panel.tsx";
import { ProblemNotice } from "../shared/ProblemNotice.tsx";
import { ChangePhone } from "./ChangePhone.tsx";
import { EndDevices } from "./EndDevices.tsx";
import { IdNumberField, idNumberForm } from "./IdNumberField.tsx";

/** One person whose card the officer holds: their phone, and their devices. */
export function Person() {
  const { t } = useTranslation();
  const [idNumber, setIdNumber] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const { mutate, data, variables, error, isPending, reset } = useLookAtDesk();
  const number = idNumber.trim();
  const look = (of: string) => mutate(of, { onSuccess: () => announce(t("desk.person.found")) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
    if (!idNumberForm.test(number)) return announce(t("keys.incomplete"));
    look(number);
  };
  const close = () => {
    reset();
    setIdNumber("");
    setIsAsked(false);
  };
  return (
    <Panel title={t("desk.person.title")}>
      {data && variables ? (
        <Found view={data} idNumber={variables} again={() => look(variables)} close={close} />
      ) : (
        <form className="stack" onSubmit={submit} noValidate>
          <p>{t("desk.person.lead")}</p>
          {error ? <ProblemNotice error={error} /> : null}
          <div className="fields">
            <IdNumberField value={idNumber} isAsked={isAsked} onChange={setIdNumber} />
          </div>
          <div className="submit">
            <Button type="submit" loading={isPending}>
              {t("desk.person.submit")}
            </Button>
          </div>
        </form>
      )}
    </Panel>
  );
}

type FoundProps = {
  readonly view: DeskView;
  readonly idNumber: string;
  again(): void;
  close(): void;
};

function Found({ view, idNumber, again, close }: FoundProps) {
  const { t } = useTranslation();
  const { day, number } = useFormats();
  const { phone, phoneSince, account } = view;
  const since = phoneSince === null ? "" : ` (${t("common.since", { from: day(phoneSince) })})`;
  return (
    <div className="stack">
      <Facts
        facts={[
          { title: t("desk.idNumber"), value: idNumber },
          {
            title: t("desk.person.phone"),
            value: phone === null ? t("desk.person.noPhone") : `${phone}${since}`,
          },
          {
            title: t("desk.person.account"),
            value: account
              ? t("desk.person.devices", {
                  passkeys: number(account.passkeys.length),
                  sessions: number(account.sessions),
                })
              : t("desk.person.noAccount"),
          },
        ]}
      />
      <p className="fine">{t("desk.person.told")}</p>
      <ChangePhone idNumber={idNumber} phone={phone} changed={again} />
      {account ? (
        <EndDevices idNumber={idNumber} account={account} hasPhone={phone !== null} />
      ) : null}
      <div className="submit">
        <Button variant="default" onClick={close}>
          {t("desk.person.close")}
        </Button>
      </div>
    </div>
  );
}
