import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import type { DocumentType } from "../api/requests/useTypes.ts";

type Props = { readonly type: DocumentType; readonly value: string; onChange(value: string): void };

/** Whose document it is, where the document itself does not say it. */
export function PersonField({ type, value, onChange }: Props) {
  const { t } = useTranslation();
  const { local } = useFormats();
  if (type.person === null || "claim" in type.person) return null;
  return (
    <TextInput
      name="person"
      label={`${local(type.person.title)} (${t("issue.optional")})`}
      description={`${local(type.person.rule)} ${t("issue.personHint")}`}
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
