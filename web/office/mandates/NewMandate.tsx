import { Alert, Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import { type Mandate, useMakeMandate } from "../api/requests/useMandates.ts";
import { newestOf, useTypes } from "../api/requests/useTypes.ts";
import { announce } from "../app/Announcer.tsx";
import { ProblemNotice } from "../shared/ProblemNotice.tsx";

const relations = ["parent", "guardian", "power-of-attorney"] as const;
type Relation = (typeof relations)[number];

const toRelation = (text: string): Relation => relations.find((each) => each === text) ?? "parent";

type Given = {
  readonly principal: string;
  readonly delegate: string;
  readonly purpose: string;
  readonly lastDay: string;
  readonly relation: Relation;
  readonly types: readonly string[];
  readonly hasSeen: boolean;
};
type Lack = "principal" | "delegate" | "lastDay" | "hasSeen";

const nothing: Given = {
  ...{ principal: "", delegate: "", purpose: "", lastDay: "" },
  ...{ relation: "parent", types: [], hasSeen: false },
};

/** The form by which an officer writes down that one person acts for another. */
export function NewMandate() {
  const { t } = useTranslation();
  const [given, setGiven] = useState<Given>(nothing);
  const [isAsked, setIsAsked] = useState(false);
  const { mutate, data, error, isPending, reset } = useMakeMandate();
  const set = (change: Partial<Given>) => {
    setGiven({ ...given, ...change });
    if (data) reset();
  };
  const needsDay = given.relation === "power-of-attorney";
  const lacks = {
    principal: given.principal.trim() === "",
    delegate: given.delegate.trim() === "",
    lastDay: needsDay && given.lastDay === "",
    hasSeen: !given.hasSeen,
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
    if (Object.values(lacks).includes(true)) return announce(t("keys.incomplete"));
    const { principal, delegate, relation, types, purpose, lastDay } = given;
    mutate(
      {
        ...{ principal: principal.trim(), delegate: delegate.trim(), relation },
        ...(types.length === 0 ? {} : { types: [...types] }),
        ...(purpose.trim() === "" ? {} : { purpose: purpose.trim() }),
        ...(lastDay === "" ? {} : { lastDay }),
      },
      {
        onSuccess: () => {
          announce(t("mandates.made"));
          setGiven(nothing);
          setIsAsked(false);
        },
      },
    );
  };
  const fault = (name: Lack, text: string) => (isAsked && lacks[name] ? text : undefined);
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {error ? <ProblemNotice error={error} /> : null}
      {data ? <Made mandate={data} /> : null}
      <Fields given={given} set={set} fault={fault} />
      <Types chosen={given.types} choose={(types) => set({ types })} />
      <Checkbox
        label={t("mandates.seen")}
        error={fault("hasSeen", t("mandates.seenNeeded"))}
        checked={given.hasSeen}
        onChange={(event) => set({ hasSeen: event.currentTarget.checked })}
      />
      <div className="submit">
        <Button type="submit" loading={isPending}>
          {t("mandates.submit")}
        </Button>
      </div>
    </form>
  );
}

type FieldsProps = {
  readonly given: Given;
  set(change: Partial<Given>): void;
  fault(name: Lack, text: string): string | undefined;
};

function Fields({ given, set, fault }: FieldsProps) {
  const { t } = useTranslation();
  return (
    <div className="fields">
      <TextInput
        label={t("mandates.principal")}
        description={t("mandates.principalHint")}
        error={fault("principal", t("mandates.numberNeeded"))}
        maxLength={40}
        autoComplete="off"
        spellCheck={false}
        value={given.principal}
        onChange={(event) => set({ principal: event.currentTarget.value })}
      />
      <TextInput
        label={t("mandates.delegate")}
        description={t("mandates.delegateHint")}
        error={fault("delegate", t("mandates.numberNeeded"))}
        maxLength={40}
        autoComplete="off"
        spellCheck={false}
        value={given.delegate}
        onChange={(event) => set({ delegate: event.currentTarget.value })}
      />
      <NativeSelect
        label={t("mandates.relation")}
        description={t(`mandates.relationHint.${given.relation}`)}
        value={given.relation}
        onChange={(event) => set({ relation: toRelation(event.currentTarget.value) })}
        data={relations.map((each) => ({ value: each, label: t(`mandates.as.${each}`) }))}
      />
      <TextInput
        type="date"
        label={t("mandates.lastDay")}
        description={t("mandates.lastDayHint")}
        error={fault("lastDay", t("mandates.lastDayNeeded"))}
        value={given.lastDay}
        onChange={(event) => set({ lastDay: event.currentTarget.value })}
      />
      <TextInput
        label={t("mandates.purpose")}
        description={t("mandates.purposeHint")}
        maxLength={120}
        autoComplete="off"
        value={given.purpose}
        onChange={(event) => set({ purpose: event.currentTarget.value })}
      />
    </div>
  );
}

type TypesProps = {
  readonly chosen: readonly string[];
  choose(types: readonly string[]): void;
};

function Types({ chosen, choose }: TypesProps) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const { data = [] } = useTypes();
  // What names nobody is nobody's: the city's own entries in the log, and sealed files.
  const types = newestOf(data).filter(({ nameClaim }) => nameClaim !== null);
  return (
    <Checkbox.Group
      label={t("mandates.types")}
      description={t("mandates.typesHint")}
      value={[...chosen]}
      onChange={choose}
    >
      <div className="tick-boxes">
        {types.map(({ name, title }) => (
          <Checkbox key={name} value={name} label={local(title)} />
        ))}
      </div>
    </Checkbox.Group>
  );
}

function Made({ mandate: { principal, delegate, until } }: { readonly mandate: Mandate }) {
  const { t } = useTranslation();
  const { day } = useFormats();
  return (
    <Alert className="notice good" title={t("mandates.made")} role="status">
      <p>
        {t("mandates.madeText", {
          delegate: delegate.name ?? delegate.idNumber,
          principal: principal.name ?? principal.idNumber,
          day: day(until - 1),
        })}
      </p>
    </Alert>
  );
}
