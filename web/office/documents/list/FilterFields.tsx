import { NativeSelect, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import { newestOf, useTypes } from "../../api/requests/useTypes.ts";
import type { ShownDays } from "./readFilter.ts";

type Props = { readonly shown: ShownDays; onChange(name: string, value: string): void };

/** Documents of one type, or of every. */
export function TypeFilter({ shown, onChange }: Props) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const { data: types = [] } = useTypes();
  return (
    <NativeSelect
      label={t("common.type")}
      value={shown.type}
      onChange={(event) => onChange("type", event.currentTarget.value)}
      data={[
        { value: "", label: t("documents.everyType") },
        ...newestOf(types).map(({ name, title }) => ({ value: name, label: local(title) })),
      ]}
    />
  );
}

/** From one day to another, both included. */
export function DaysFilter({ shown, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        type="date"
        label={t("documents.from")}
        value={shown.from}
        onChange={(event) => onChange("from", event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={t("documents.to")}
        value={shown.to}
        onChange={(event) => onChange("to", event.currentTarget.value)}
      />
    </>
  );
}
