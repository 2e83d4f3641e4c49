import { NativeSelect, TextInput } from "@mantine/core";
import type { FactShape } from "@sello/api";
import { readLiteral, ruleOutcomes } from "@sello/sdk/decision";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import { toLiteral } from "./cellForms.ts";

type Props = {
  readonly field: string;
  readonly shape: FactShape | undefined;
  readonly text: string;
  onChange(text: string): void;
};

/** What a row gives: its outcome, or what the document will say. */
export function OutputField({ field, shape, text, onChange }: Props) {
  const { t } = useTranslation();
  const { local } = useFormats();
  if (field === "outcome")
    return (
      <NativeSelect
        autoFocus
        label={t("rules.outcome")}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
        data={ruleOutcomes.map((outcome) => ({
          value: toLiteral(outcome),
          label: t(`rules.outcomeOf.${outcome}`),
        }))}
      />
    );
  const label = shape ? local(shape.title) : field;
  if (shape?.words || shape?.kind === "boolean")
    return (
      <NativeSelect
        autoFocus
        label={label}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
        data={[
          { value: "", label: t("rules.nothing") },
          ...(shape.words
            ? Object.entries(shape.words).map(([value, words]) => ({
                value: toLiteral(value),
                label: local(words),
              }))
            : (["true", "false"] as const).map((value) => ({
                value,
                label: t(value === "true" ? "common.yes" : "common.no"),
              }))),
        ]}
      />
    );
  const isNumber = shape?.kind === "number";
  const fact = readLiteral(text);
  const isWrong = text.trim() !== "" && fact === null;
  return (
    <TextInput
      autoFocus
      label={label}
      description={t("rules.outputHint")}
      autoComplete="off"
      inputMode={isNumber ? "numeric" : "text"}
      maxLength={2048}
      error={isWrong ? t("rules.cellWrong") : undefined}
      value={isNumber ? text : text.replace(/^"(.*)"$/s, "$1")}
      onChange={({ currentTarget: { value } }) =>
        onChange(isNumber || value === "" ? value.trim() : toLiteral(value))
      }
    />
  );
}
