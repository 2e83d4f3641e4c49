import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dayStart } from "../shared/dayStart.ts";

export type Term = { readonly from: number; readonly until: number | null };

type Props = { readonly term: Term; onChange(term: Term): void };

/** From which day rules decide, and until which: whole days where the officer is. */
export function TermFields({ term, onChange }: Props) {
  const { t } = useTranslation();
  const { from, until } = term;
  const isWrong = until !== null && until <= from;
  return (
    <div className="fields">
      <DayField
        label={t("rules.from")}
        value={from}
        onChange={(day) => onChange({ ...term, from: day ?? 0 })}
        hint={t("rules.fromHint")}
      />
      <DayField
        label={t("rules.until")}
        value={until}
        onChange={(day) => onChange({ ...term, until: day })}
        hint={t("rules.untilHint")}
        error={isWrong ? t("rules.untilWrong") : undefined}
      />
    </div>
  );
}

type DayProps = {
  readonly label: string;
  readonly hint: string;
  readonly value: number | null;
  readonly error?: string | undefined;
  onChange(seconds: number | null): void;
};

/** A day; empty: none. The moment within the day stays as it is until another day is chosen. */
function DayField({ label, hint, value, error, onChange }: DayProps) {
  const [text, setText] = useState(() => (value === null || value === 0 ? "" : toDay(value)));
  return (
    <TextInput
      type="date"
      label={label}
      description={hint}
      error={error}
      value={text}
      onChange={({ currentTarget: { value: written } }) => {
        setText(written);
        onChange(dayStart(written) ?? null);
      }}
    />
  );
}

/** `YYYY-MM-DD` where the reader is. */
function toDay(seconds: number): string {
  const date = new Date(seconds * 1000);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
