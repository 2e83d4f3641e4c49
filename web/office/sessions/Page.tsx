import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import { useEndSessionById } from "../api/requests/useEndSessionById.ts";
import { useSessions } from "../api/requests/useSessions.ts";
import { announce } from "../app/Announcer.tsx";
import { PageHead } from "../app/PageHead.tsx";
import { useActing } from "../app/useActing.ts";
import { DataTable } from "../shared/DataTable.tsx";
import { Loaded } from "../shared/Loaded.tsx";
import { Panel } from "../shared/Panel.tsx";
import { Pill } from "../shared/Pill.tsx";
import { ProblemNotice } from "../shared/ProblemNotice.tsx";
import { EndAll } from "./EndAll.tsx";
import { Passkeys } from "./Passkeys.tsx";

export function Page() {
  const { t } = useTranslation();
  const { session } = useActing();
  const { day, moment } = useFormats();
  const sessions = useSessions();
  const { mutate, error, isPending } = useEndSessionById();
  const end = (id: string) => mutate(id, { onSuccess: () => announce(t("sessions.ended")) });
  return (
    <>
      <PageHead
        title={t("sessions.title")}
        lead={t("sessions.lead", { account: session.account })}
        actions={<EndAll />}
      />
      <Passkeys />
      {error ? <ProblemNotice error={error} /> : null}
      <Panel title={t("sessions.where")}>
        <Loaded of={sessions}>
          {({ sessions: found }) => (
            <DataTable
              label={t("sessions.where")}
              rows={found}
              keyOf={({ id }) => id}
              columns={[
                {
                  key: "browser",
                  title: t("sessions.browser"),
                  render: ({ browser, current }) => (
                    <>
                      {browser === "" ? t("sessions.unknown") : browser}{" "}
                      {current ? <Pill tone="good">{t("sessions.here")}</Pill> : null}
                    </>
                  ),
                },
                {
                  key: "started",
                  title: t("sessions.started"),
                  render: ({ startedAt }) => moment(startedAt),
                },
                {
                  key: "used",
                  title: t("sessions.used"),
                  render: ({ lastUsedAt }) => moment(lastUsedAt),
                },
                { key: "ends", title: t("sessions.ends"), render: ({ endsAt }) => day(endsAt) },
                {
                  key: "act",
                  title: t("keys.act"),
                  atEnd: true,
                  render: ({ id, current }) =>
                    current ? (
                      "–"
                    ) : (
                      <Button
                        size="compact-sm"
                        variant="default"
                        className="danger"
                        disabled={isPending}
                        onClick={() => end(id)}
                      >
                        {t("sessions.end")}
                      </Button>
                    ),
                },
              ]}
            />
          )}
        </Loaded>
      </Panel>
    </>
  );
}
