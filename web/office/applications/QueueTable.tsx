import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../ui/useFormats.ts";
import type { WaitingApplication } from "../api/requests/useApplications.ts";
import { DataTable } from "../shared/DataTable.tsx";
import { Pill } from "../shared/Pill.tsx";
import { useNow } from "../shared/useNow.ts";
import { DueText } from "./DueText.tsx";
import { useSpan } from "./useSpan.ts";
import { useWhy } from "./useWhy.ts";

type Props = { readonly applications: readonly WaitingApplication[] };

/** Applications that wait for an officer, oldest first. */
export function QueueTable({ applications }: Props) {
  const { t } = useTranslation();
  const { local, moment } = useFormats();
  const spanOf = useSpan();
  const whyOf = useWhy();
  const now = useNow();
  return (
    <DataTable
      label={t("applications.title")}
      rows={applications}
      keyOf={({ id }) => id}
      columns={[
        {
          key: "item",
          title: t("applications.item"),
          render: ({ id, title, appeals }) => (
            <>
              <Link to={`/applications/${id}`}>{local(title)}</Link>{" "}
              {appeals === null ? null : <Pill tone="wait">{t("applications.appeal")}</Pill>}
              <small>{t("applications.number", { id: id.slice(0, 8) })}</small>
            </>
          ),
        },
        {
          key: "waits",
          title: t("applications.waits"),
          render: ({ receivedAt }) => (
            <>
              {spanOf(now - receivedAt)}
              <small>{t("common.since", { from: moment(receivedAt) })}</small>
            </>
          ),
        },
        {
          key: "due",
          title: t("applications.due"),
          render: (application) => <DueText application={application} />,
        },
        { key: "why", title: t("applications.whyTitle"), render: whyOf },
        {
          key: "officers",
          title: t("applications.officers"),
          render: (application) => <OfficersText application={application} />,
        },
      ]}
    />
  );
}

/** How many have to say the same, and how many have said something. */
export function OfficersText({ application }: { readonly application: WaitingApplication }) {
  const { t } = useTranslation();
  const { officersNeeded, proposals } = application;
  return officersNeeded === 1
    ? t("applications.oneOfficer")
    : t("applications.ofOfficers", { needed: officersNeeded, said: proposals });
}
