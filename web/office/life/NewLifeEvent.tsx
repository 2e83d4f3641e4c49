import { Alert, Button, Checkbox, Radio, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type NewLifeEvent as Body, useRecordLifeEvent } from "../api/requests/useLifeEvents.ts";
import { announce } from "../app/Announcer.tsx";
import { IdNumberField, idNumberForm } from "../desk/IdNumberField.tsx";
import { ConfirmDialog } from "../shared/ConfirmDialog.tsx";

const kinds = ["name", "leaving", "death"] as const;
type Kind = (typeof kinds)[number];

type Given = {
  readonly kind: Kind;
  readonly idNumber: string;
  readonly name: string;
  readonly latin: string;
  readonly hasSeen: boolean;
};

const nothing: Given = { kind: "name", idNumber: "", name: "", latin: "", hasSeen: false };

function toBody({ kind, idNumber, name, latin }: Given): Body {
  const person = { idNumber: idNumber.trim() };
  if (kind !== "name") return { kind, ...person };
  const claims = latin.trim() === "" ? {} : { claims: { name_latin: latin.trim() } };
  return { kind, ...person, name: name.trim(), ...claims };
}

/** The form by which an officer notes another name, leaving, or a death. What follows is said before it happens. */
export function NewLifeEvent() {
  const { t } = useTranslation();
  const [given, setGiven] = useState<Given>(nothing);
  const [isAsked, setIsAsked] = useState(false);
  /** Of the request that waits to be confirmed: tried again it is the same one. */
  const [key, setKey] = useState<string | null>(null);
  const { mutate, data, error, isPending, reset } = useRecordLifeEvent();
  const { kind, idNumber, name, hasSeen } = given;
  const set = (change: Partial<Given>) => {
    setGiven({ ...given, ...change });
    if (data) reset();
  };
  const lacksName = kind === "name" && name.trim() === "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
    if (!idNumberForm.test(idNumber.trim()) || lacksName || !hasSeen)
      return announce(t("keys.incomplete"));
    setKey(crypto.randomUUID());
  };
  const close = () => {
    setKey(null);
    reset();
  };
  const confirm = () =>
    key !== null &&
    mutate(
      { key, body: toBody(given) },
      {
        onSuccess: () => {
          announce(t("life.done"));
          setKey(null);
          setGiven(nothing);
          setIsAsked(false);
        },
      },
    );
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {data ? (
        <Alert className="notice good" role="status">
          {t("life.done")}
        </Alert>
      ) : null}
      <Radio.Group
        label={t("life.what")}
        value={kind}
        onChange={(value) => set({ kind: kinds.find((each) => each === value) ?? "name" })}
      >
        <div className="tick-boxes">
          {kinds.map((each) => (
            <Radio key={each} value={each} label={t(`life.as.${each}`)} />
          ))}
        </div>
      </Radio.Group>
      <p>{t(`life.follows.${kind}`)}</p>
      <div className="fields">
        <IdNumberField
          value={idNumber}
          isAsked={isAsked}
          onChange={(value) => set({ idNumber: value })}
        />
        {kind === "name" ? (
          <NameFields given={given} isWrong={isAsked && lacksName} set={set} />
        ) : null}
      </div>
      <Checkbox
        label={t(`life.seen.${kind}`)}
        error={isAsked && !hasSeen ? t("life.seenNeeded") : undefined}
        checked={hasSeen}
        onChange={(event) => set({ hasSeen: event.currentTarget.checked })}
      />
      <div className="submit">
        <Button type="submit">{t("life.submit")}</Button>
      </div>
      <ConfirmDialog
        isOpen={key !== null}
        title={t(`life.sure.${kind}`, { person: idNumber.trim() })}
        text={t(`life.follows.${kind}`)}
        act={t("life.submit")}
        isPending={isPending}
        error={error}
        onConfirm={confirm}
        onClose={close}
      />
    </form>
  );
}

type NameProps = {
  readonly given: Given;
  readonly isWrong: boolean;
  set(change: Partial<Given>): void;
};

function NameFields({ given: { name, latin }, isWrong, set }: NameProps) {
  const { t } = useTranslation();
  const shared = { maxLength: 50, autoComplete: "off", spellCheck: false };
  return (
    <>
      <TextInput
        {...shared}
        label={t("life.name")}
        error={isWrong ? t("life.nameNeeded") : undefined}
        value={name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TextInput
        {...shared}
        label={t("life.latin")}
        description={t("life.latinHint")}
        value={latin}
        onChange={(event) => set({ latin: event.currentTarget.value })}
      />
    </>
  );
}
