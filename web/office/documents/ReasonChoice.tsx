import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import type { StatusActInput } from "../api/requests/useActOnStatus.ts";
import { useStatusReasons } from "../api/requests/useStatusReasons.ts";

type Props = {
  readonly action: StatusActInput["action"];
  readonly value: string;
  readonly error: string | undefined;
  onChange(value: string): void;
};

/** The reasons that fit the act, in the service's own words. */
export function ReasonChoice({ action, value, error, onChange }: Props) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const { data: reasons = [] } = useStatusReasons();
  return (
    <NativeSelect
      autoFocus
      label={t("act.reason")}
      error={error}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[
        { value: "", label: t("issue.choose") },
        ...reasons
          .filter(({ actions }) => actions.includes(action))
          .map(({ code, text }) => ({ value: code, label: local(text) })),
      ]}
    />
  );
}
