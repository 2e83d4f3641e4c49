import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import type { Mandate } from "../api/requests/useMandates.ts";
import { newestOf, useTypes } from "../api/requests/useTypes.ts";
import { DataTable } from "../shared/DataTable.tsx";
import { Pill } from "../shared/Pill.tsx";
import { useNames } from "../shared/useNames.ts";

type Props = { readonly mandates: readonly Mandate[]; onEnd(mandate: Mandate): void };

/** Who acts for whom; names and numbers as the service masks them. */
export function MandateTable({ mandates, onEnd }: Props) {
  const { t } = useTranslation();
  const { day, local } = useFormats();
  const names = useNames();
  const { data = [] } = useTypes();
  const titleOf = (name: string) => {
    const type = newestOf(data).find((each) => each.name === name);
    return type ? local(type.title) : name;
  };
  return (
    <DataTable
      label={t("mandates.all")}
      rows={mandates}
      keyOf={({ id }) => id}
      columns={[
        {
          key: "delegate",
          title: t("mandates.who"),
          render: ({ delegate, relation }) => (
            <>
              <Person person={delegate} />
              <small>{t(`mandates.as.${relation}`)}</small>
            </>
          ),
        },
        {
          key: "principal",
          title: t("mandates.forWhom"),
          render: ({ principal }) => <Person person={principal} />,
        },
        {
          key: "types",
          title: t("mandates.what"),
          render: ({ types, purpose }) => (
            <>
              {types === null ? t("mandates.allTypes") : types.map(titleOf).join(" · ")}
              {purpose === null ? null : <small>{purpose}</small>}
            </>
          ),
        },
        {
          key: "state",
          title: t("auditors.state"),
          render: ({ endedAt, until, authority }) => (
            <>
              {endedAt === null ? (
                <Pill tone="good">{t("mandates.until", { day: day(until - 1) })}</Pill>
              ) : (
                <Pill tone="calm">{t("mandates.over", { day: day(endedAt) })}</Pill>
              )}
              <small>{names.authority(authority)}</small>
            </>
          ),
        },
        {
          key: "act",
          title: t("keys.act"),
          atEnd: true,
          render: (mandate) =>
            mandate.endedAt === null ? (
              <Button
                size="compact-sm"
                variant="default"
                className="danger"
                onClick={() => onEnd(mandate)}
              >
                {t("mandates.end")}
              </Button>
            ) : (
              "–"
            ),
        },
      ]}
    />
  );
}

const Person = ({ person: { name, idNumber } }: { readonly person: Mandate["principal"] }) => (
  <>
    <strong>{name ?? "–"}</strong>
    <small>
      <code>{idNumber}</code>
    </small>
  </>
);
