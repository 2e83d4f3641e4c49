import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../../ui/useFormats.ts";
import { type DraftSummary, useTypeDrafts } from "../../api/requests/useTypeDrafts.ts";
import { DataTable } from "../../shared/DataTable.tsx";
import { Loaded } from "../../shared/Loaded.tsx";
import { Panel } from "../../shared/Panel.tsx";
import { useNames } from "../../shared/useNames.ts";
import { DraftPill } from "./DraftPill.tsx";

/** What is being designed, of the authority and those below it. */
export function DraftList() {
  const { t } = useTranslation();
  const drafts = useTypeDrafts();
  return (
    <Panel title={t("design.drafts")}>
      <Loaded of={drafts} lines={2}>
        {(all) => {
          const open = all.filter(({ state }) => state === "draft" || state === "review");
          if (open.length === 0) return <p className="calm">{t("design.noDrafts")}</p>;
          return <DraftTable drafts={open} />;
        }}
      </Loaded>
    </Panel>
  );
}

function DraftTable({ drafts }: { readonly drafts: readonly DraftSummary[] }) {
  const { t } = useTranslation();
  const { local, moment } = useFormats();
  const { authority: nameOf } = useNames();
  return (
    <DataTable
      label={t("design.drafts")}
      rows={drafts}
      keyOf={({ id }) => id}
      columns={[
        {
          key: "title",
          title: t("design.columnType"),
          render: ({ id, title, name, version }) => (
            <>
              <Link to={`/types/drafts/${id}`}>{local(title) || name || t("design.none")}</Link>{" "}
              <span className="quiet">{t("types.version", { version })}</span>
            </>
          ),
        },
        {
          key: "state",
          title: t("design.columnState"),
          render: (draft) => (
            <>
              <DraftPill state={draft.state} isReturned={draft.isReturned} />
              {draft.state === "review" ? (
                <small>{t("design.approvalsOf", { number: draft.approvals })}</small>
              ) : null}
            </>
          ),
        },
        {
          key: "of",
          title: t("design.columnOf"),
          render: ({ authority }) => nameOf(authority),
        },
        {
          key: "changed",
          title: t("design.columnChanged"),
          render: ({ changedAt }) => moment(changedAt),
        },
      ]}
    />
  );
}
