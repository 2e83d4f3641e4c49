import { NativeSelect, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import { useImports } from "../../api/requests/useImports.ts";
import { useMay } from "../../app/useActing.ts";
import { DaysFilter, TypeFilter } from "./FilterFields.tsx";
import { type ListFilter, states, statuses } from "./readFilter.ts";

type Props = { readonly filter: ListFilter; onChange(name: string, value: string): void };

export function Filters({ filter: { shown }, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <div className="filters">
      <TypeFilter shown={shown} onChange={onChange} />
      <NativeSelect
        label={t("documents.status")}
        value={shown.status}
        onChange={(event) => onChange("status", event.currentTarget.value)}
        data={[
          { value: "", label: t("documents.everyStatus") },
          ...statuses.map((value) => ({ value, label: t(`status.${value}`) })),
        ]}
      />
      <NativeSelect
        label={t("documents.state")}
        value={shown.state}
        onChange={(event) => onChange("state", event.currentTarget.value)}
        data={[
          { value: "", label: t("documents.everyState") },
          ...states.map((value) => ({ value, label: t(`state.${value}`) })),
        ]}
      />
      <DaysFilter shown={shown} onChange={onChange} />
      <TextInput
        label={t("documents.batch")}
        inputMode="numeric"
        autoComplete="off"
        value={shown.batch}
        onChange={(event) => onChange("batch", event.currentTarget.value)}
      />
      <ImportFilter value={shown.import} onChange={onChange} />
    </div>
  );
}

/** One of the newest files, or the one that the address names. */
function ImportFilter({ value, onChange }: { readonly value: string } & Pick<Props, "onChange">) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const { data: imports = [] } = useImports(useMay("import"));
  const isListed = value === "" || imports.some(({ id }) => id === value);
  if (imports.length === 0 && value === "") return null;
  return (
    <NativeSelect
      label={t("documents.import")}
      value={value}
      onChange={(event) => onChange("import", event.currentTarget.value)}
      data={[
        { value: "", label: t("documents.everyImport") },
        ...imports.map(({ id, fileName, createdAt }) => ({
          value: id,
          label: `${fileName} · ${moment(createdAt)}`,
        })),
        ...(isListed ? [] : [{ value, label: value }]),
      ]}
    />
  );
}
