import { NativeSelect } from "@mantine/core";
import { readingReasons } from "@sello/api";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import type { ReadingReason } from "../api/requests/useReadDocument.ts";

type Props = {
  readonly value: ReadingReason | null;
  readonly error?: string | undefined;
  onChange(value: ReadingReason | null): void;
};

const reasons = Object.entries(readingReasons);
const isReason = (text: string): text is ReadingReason => Object.hasOwn(readingReasons, text);

/** Why personal data is read. It is chosen each time: nothing is chosen beforehand. */
export function ReasonField({ value, error, onChange }: Props) {
  const { t } = useTranslation();
  const { local } = useFormats();
  return (
    <NativeSelect
      name="reason"
      label={t("reading.reason")}
      description={t("reading.hint")}
      error={error}
      value={value ?? ""}
      onChange={({ currentTarget }) =>
        onChange(isReason(currentTarget.value) ? currentTarget.value : null)
      }
      data={[
        { value: "", label: t("issue.choose") },
        ...reasons.map(([code, text]) => ({ value: code, label: local(text) })),
      ]}
    />
  );
}
