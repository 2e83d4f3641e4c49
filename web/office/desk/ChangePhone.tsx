import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type PhoneReason, phoneReasons } from "@sello/api";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import { useChangePhone } from "../api/requests/useDesk.ts";
import { announce } from "../app/Announcer.tsx";
import { ConfirmDialog } from "../shared/ConfirmDialog.tsx";
import { ProblemNotice } from "../shared/ProblemNotice.tsx";

type Props = {
  readonly idNumber: string;
  /** Masked; null: there is none. */
  readonly phone: string | null;
  changed(): void;
};

/** Gives the register another phone for the person, or takes it away. */
export function ChangePhone({ idNumber, phone, changed }: Props) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const [given, setGiven] = useState("");
  const [reason, setReason] = useState<PhoneReason>("new_number");
  const [isAsked, setIsAsked] = useState(false);
  const [isRemoving, setIsRemoving] = useState(false);
  const { mutate, error, isPending, reset } = useChangePhone();
  const change = (to: string | null) =>
    mutate(
      { idNumber, phone: to, reason },
      {
        onSuccess: ({ outcome }) => {
          announce(t(`desk.phone.outcome.${outcome}`));
          setGiven("");
          setIsAsked(false);
          setIsRemoving(false);
          changed();
        },
      },
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
    if (given.trim() === "") return announce(t("keys.incomplete"));
    change(given.trim());
  };
  return (
    <form className="stack desk-part" onSubmit={submit} noValidate>
      <h3>{t("desk.phone.title")}</h3>
      {error && !isRemoving ? <ProblemNotice error={error} /> : null}
      <div className="fields">
        <TextInput
          label={t("desk.phone.new")}
          description={t("desk.phone.hint")}
          error={isAsked && given.trim() === "" ? t("desk.phone.needed") : undefined}
          type="tel"
          autoComplete="off"
          maxLength={40}
          value={given}
          onChange={(event) => setGiven(event.currentTarget.value)}
        />
        <NativeSelect
          label={t("desk.reason")}
          description={t("desk.reasonHint")}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value as PhoneReason)}
          data={Object.entries(phoneReasons).map(([value, text]) => ({
            value,
            label: local(text),
          }))}
        />
      </div>
      <div className="acts">
        <Button type="submit" variant="default" loading={isPending && !isRemoving}>
          {t(phone === null ? "desk.phone.add" : "desk.phone.change")}
        </Button>
        {phone === null ? null : (
          <Button variant="default" className="danger" onClick={() => setIsRemoving(true)}>
            {t("desk.phone.remove")}
          </Button>
        )}
      </div>
      <ConfirmDialog
        isOpen={isRemoving}
        title={t("desk.phone.removeTitle", { phone: phone ?? "" })}
        text={t("desk.phone.removeText")}
        act={t("desk.phone.remove")}
        isPending={isPending}
        error={error}
        onConfirm={() => change(null)}
        onClose={() => {
          reset();
          setIsRemoving(false);
        }}
      />
    </form>
  );
}
