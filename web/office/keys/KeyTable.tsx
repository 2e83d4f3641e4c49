import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import type { ApiKey } from "../api/requests/useApiKeys.ts";
import { DataTable } from "../shared/DataTable.tsx";
import { Pill } from "../shared/Pill.tsx";
import { ReachLink } from "../shared/ReachLink.tsx";
import { useNames } from "../shared/useNames.ts";
import { DayUse } from "./DayUse.tsx";
import { LimitDialog } from "./LimitDialog.tsx";
import { RevokeDialog } from "./RevokeDialog.tsx";

const isGood = ({ revokedAt, expiresAt }: ApiKey): boolean =>
  revokedAt === null && expiresAt > Date.now() / 1000;

const mayIssue = ({ actions }: ApiKey): boolean =>
  actions.includes("issue") || actions.includes("import");

export function KeyTable({ keys }: { readonly keys: readonly ApiKey[] }) {
  const { t } = useTranslation();
  const { day, moment } = useFormats();
  const names = useNames();
  const [ending, setEnding] = useState<ApiKey | null>(null);
  const [limiting, setLimiting] = useState<ApiKey | null>(null);
  return (
    <>
      <DataTable
        label={t("keys.title")}
        rows={keys}
        keyOf={({ id }) => id}
        columns={[
          {
            key: "label",
            title: t("keys.label"),
            render: ({ id, label, authority }) => (
              <>
                <strong>{label}</strong>
                <small>{names.authority(authority)}</small>
                <ReachLink kind="api-key" id={id} name={label} />
              </>
            ),
          },
          {
            key: "actions",
            title: t("keys.actions"),
            render: ({ actions }) => actions.map((action) => t(`action.${action}`)).join(" · "),
          },
          {
            key: "day",
            title: t("keys.perDay"),
            render: (key) => (mayIssue(key) ? <DayUse apiKey={key} /> : "–"),
          },
          {
            key: "used",
            title: t("keys.lastUsed"),
            render: ({ lastUsedAt }) =>
              lastUsedAt === null ? t("keys.never") : moment(lastUsedAt),
          },
          {
            key: "until",
            title: t("keys.until"),
            render: (key) => (
              <>
                {day(key.expiresAt)}{" "}
                {isGood(key) ? null : (
                  <Pill tone="bad">
                    {t(key.revokedAt === null ? "keys.expired" : "keys.ended")}
                  </Pill>
                )}
              </>
            ),
          },
          {
            key: "act",
            title: t("keys.act"),
            atEnd: true,
            render: (key) =>
              isGood(key) ? (
                <span className="key-acts">
                  {mayIssue(key) ? (
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={`${t("keys.setLimit")}: ${key.label}`}
                      onClick={() => setLimiting(key)}
                    >
                      {t("keys.setLimit")}
                    </Button>
                  ) : null}
                  <Button
                    size="compact-sm"
                    variant="default"
                    className="danger"
                    aria-label={`${t("keys.end")}: ${key.label}`}
                    onClick={() => setEnding(key)}
                  >
                    {t("keys.end")}
                  </Button>
                </span>
              ) : (
                "–"
              ),
          },
        ]}
      />
      <LimitDialog apiKey={limiting} onClose={() => setLimiting(null)} />
      <RevokeDialog apiKey={ending} onClose={() => setEnding(null)} />
    </>
  );
}
