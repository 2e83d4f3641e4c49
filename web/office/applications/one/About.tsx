import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../../ui/useFormats.ts";
import {
  useApplicationSummary,
  type WaitingApplication,
} from "../../api/requests/useApplications.ts";
import { Facts } from "../../shared/Facts.tsx";
import { Panel } from "../../shared/Panel.tsx";
import { DueText } from "../DueText.tsx";
import { OfficersText } from "../QueueTable.tsx";
import { useWhy } from "../useWhy.ts";

type Props = { readonly application: WaitingApplication };

/** What is known of an application without opening it. */
export function About({ application }: Props) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const whyOf = useWhy();
  const { id, state, receivedAt, decidedAt, appeals, document, receipt } = application;
  const isWaiting = state === "person";
  return (
    <Panel title={t("applications.about")}>
      <Facts
        facts={[
          { title: t("applications.id"), value: <code className="long">{id}</code> },
          { title: t("applications.received"), value: moment(receivedAt) },
          { title: t("applications.due"), value: <DueText application={application} /> },
          { title: t("applications.whyTitle"), value: isWaiting ? whyOf(application) : null },
          {
            title: t("applications.officers"),
            value: isWaiting ? <OfficersText application={application} /> : null,
          },
          {
            title: t("applications.first"),
            value: appeals === null ? null : <First id={appeals} />,
          },
          {
            title: t("applications.decided"),
            value: decidedAt === null ? null : moment(decidedAt),
          },
          { title: t("applications.document"), value: toLink(document) },
          { title: t("applications.receipt"), value: toLink(receipt) },
        ]}
      />
    </Panel>
  );
}

const toLink = (id: string | null) =>
  id === null ? null : (
    <Link to={`/documents/${id}`}>
      <code className="long">{id}</code>
    </Link>
  );

/** The application whose decision is appealed against, and what that was. It may be another authority's by now. */
function First({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const { data } = useApplicationSummary(id);
  const link = (
    <Link to={`/applications/${id}`}>{t("applications.number", { id: id.slice(0, 8) })}</Link>
  );
  if (!data?.outcome || data.decidedAt === null) return link;
  return (
    <>
      {t("applications.firstDecision", {
        outcome: t(`applications.outcome.${data.outcome}`),
        at: moment(data.decidedAt),
      })}{" "}
      {link}
    </>
  );
}
