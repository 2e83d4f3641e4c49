import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import type { Auditor } from "../../api/requests/useAuditors.ts";
import { DataTable } from "../../shared/DataTable.tsx";
import { Empty } from "../../shared/Empty.tsx";
import { Pill } from "../../shared/Pill.tsx";

type Props = { readonly auditors: readonly Auditor[]; onEnd(auditor: Auditor): void };

export function AuditorTable({ auditors, onEnd }: Props) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  if (auditors.length === 0) return <Empty text={t("auditors.none")} />;
  return (
    <DataTable
      label={t("auditors.all")}
      rows={auditors}
      keyOf={({ id }) => id}
      columns={[
        {
          key: "name",
          title: t("auditors.name"),
          render: ({ name, account }) => (
            <>
              <strong>{name}</strong>
              <small>
                <code className="long">{account}</code>
              </small>
            </>
          ),
        },
        {
          key: "since",
          title: t("auditors.since"),
          render: ({ appointedAt }) => moment(appointedAt),
        },
        {
          key: "state",
          title: t("auditors.state"),
          render: ({ endedAt }) =>
            endedAt === null ? (
              <Pill tone="good">{t("auditors.looks")}</Pill>
            ) : (
              <>
                <Pill tone="calm">{t("auditors.ended")}</Pill> <small>{moment(endedAt)}</small>
              </>
            ),
        },
        {
          key: "act",
          title: t("keys.act"),
          atEnd: true,
          render: (auditor) =>
            auditor.endedAt === null ? (
              <Button
                size="compact-sm"
                variant="default"
                className="danger"
                aria-label={t("auditors.endOf", { name: auditor.name })}
                onClick={() => onEnd(auditor)}
              >
                {t("auditors.end")}
              </Button>
            ) : (
              "–"
            ),
        },
      ]}
    />
  );
}
