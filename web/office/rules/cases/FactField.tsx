import { NativeSelect, TextInput } from "@mantine/core";
import type { FactShape } from "@sello/api";
import type { Fact } from "@sello/sdk/decision";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";

type Props = {
  readonly label: string;
  readonly shape: FactShape | undefined;
  /** Null: it is missing. */
  readonly value: Fact | null;
  /** What null is called; by default, that it is missing. */
  readonly empty?: string;
  onChange(value: Fact | null): void;
};

const missing = "";

/** One fact of a case, by what it is: a whole number, yes or no, one of some words, a text. Or missing. */
export function FactField(props: Props) {
  const { label, shape, value, empty, onChange } = props;
  const { t } = useTranslation();
  const { local } = useFormats();
  if (shape?.kind === "number" || shape === undefined || (shape.kind === "string" && !shape.words))
    return <WrittenField {...props} />;
  const listed =
    shape.kind === "boolean"
      ? (["true", "false"] as const).map((each) => ({
          value: each,
          label: t(each === "true" ? "common.yes" : "common.no"),
        }))
      : Object.entries(shape.words ?? {}).map(([each, words]) => ({
          value: each,
          label: local(words),
        }));
  return (
    <NativeSelect
      label={label}
      value={value === null ? missing : String(value)}
      onChange={({ currentTarget: { value: chosen } }) =>
        onChange(chosen === missing ? null : shape.kind === "boolean" ? chosen === "true" : chosen)
      }
      data={[{ value: missing, label: empty ?? t("rules.missing") }, ...listed]}
    />
  );
}

/** A number or a text; empty: it is missing. What is no whole number stays while one writes, and counts for nothing. */
function WrittenField({ label, shape, value, empty, onChange }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState<string | null>(null);
  const isNumber = shape?.kind === "number";
  return (
    <TextInput
      label={label}
      placeholder={empty ?? t("rules.missing")}
      inputMode={isNumber ? "numeric" : "text"}
      autoComplete="off"
      value={text ?? (value === null ? "" : String(value))}
      onBlur={() => setText(null)}
      onChange={({ currentTarget: { value: written } }) => {
        setText(written);
        const trimmed = written.trim();
        if (trimmed === "") onChange(null);
        else if (!isNumber) onChange(written);
        else if (/^-?\d{1,15}$/.test(trimmed)) onChange(Number(trimmed));
      }}
    />
  );
}
