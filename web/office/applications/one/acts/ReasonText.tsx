import { Textarea } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** As the API has it (`apiLimits.applicationWordsCharacters`). */
const wordsCharacters = 2_000;

/** In one line, as the service takes it: who writes several lines means spaces. */
export const toOneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

type Props = {
  readonly label: string;
  readonly value: string;
  readonly isAsked: boolean;
  onChange(value: string): void;
};

/** What an officer writes for the applicant. */
export function ReasonText({ label, value, isAsked, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Textarea
      rows={4}
      maxLength={wordsCharacters}
      label={label}
      description={t("applications.wordsHint")}
      error={isAsked && toOneLine(value) === "" ? t("applications.wordsNeeded") : undefined}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
