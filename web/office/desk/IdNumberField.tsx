import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

type Props = {
  readonly value: string;
  readonly isAsked: boolean;
  onChange(value: string): void;
};

export const idNumberForm = /^\d{17}[\dXx]$/;

/** As it is on the card. The last character is checked by the service. */
export function IdNumberField({ value, isAsked, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <TextInput
      label={t("desk.idNumber")}
      description={t("desk.idNumberHint")}
      error={isAsked && !idNumberForm.test(value.trim()) ? t("desk.idNumberNeeded") : undefined}
      autoComplete="off"
      spellCheck={false}
      maxLength={40}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
