import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";

/** As the API has it (`apiLimits.documentsPerDay`): a larger number is no limit. */
const documentsPerDayMax = 100_000_000;

/** A limit as it was typed: null for none, undefined where it is not one. */
export function readLimit(text: string): number | null | undefined {
  const typed = text.trim();
  if (typed === "") return null;
  const number = /^\d{1,9}$/.test(typed) ? Number(typed) : 0;
  return number >= 1 && number <= documentsPerDayMax ? number : undefined;
}

type Props = {
  readonly value: string;
  /** Whether it was asked to be saved: then what is wrong is said. */
  readonly isAsked: boolean;
  onChange(value: string): void;
};

/** How many documents a day. */
export function LimitField({ value, isAsked, onChange }: Props) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const isWrong = isAsked && readLimit(value) === undefined;
  return (
    <TextInput
      label={t("keys.limitField")}
      description={t("keys.limitHint")}
      error={isWrong ? t("keys.limitWrong", { limit: number(documentsPerDayMax) }) : undefined}
      inputMode="numeric"
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
