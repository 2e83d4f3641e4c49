import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import type { ReachFigures } from "../api/requests/useReach.ts";
import { DataTable } from "../shared/DataTable.tsx";
import { Panel } from "../shared/Panel.tsx";
import { useNames } from "../shared/useNames.ts";
import { Days } from "./Days.tsx";

const statuses = ["valid", "suspended", "expired", "revoked"] as const;

/** How much it is: by status, by type, and by day. */
export function Figures({ figures }: { readonly figures: ReachFigures }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const names = useNames();
  if (figures.documents === 0) return null;
  const waiting = figures.anchored === null ? null : figures.documents - figures.anchored;
  return (
    <>
      <dl className="figures">
        <div>
          <dt>{t(figures.exact ? "reach.documents" : "reach.copies")}</dt>
          <dd>{number(figures.documents)}</dd>
        </div>
        {figures.statuses
          ? statuses.map((status) => (
              <div key={status}>
                <dt>{t(`status.${status}`)}</dt>
                <dd>{number(figures.statuses?.[status] ?? 0)}</dd>
              </div>
            ))
          : null}
        {waiting === null ? null : (
          <div>
            <dt>{t("state.pending")}</dt>
            <dd>{number(waiting)}</dd>
          </div>
        )}
      </dl>
      {figures.exact ? null : <p className="warn">{t("reach.many")}</p>}
      <div className="two">
        <Panel title={t("reach.days")}>
          <Days days={figures.days} />
        </Panel>
        <Panel title={t("reach.types")}>
          <DataTable
            label={t("reach.types")}
            rows={figures.types}
            keyOf={({ authority, type }) => `${authority} ${type}`}
            columns={[
              {
                key: "type",
                title: t("common.type"),
                render: ({ type, authority }) => (
                  <>
                    {names.type(type)}
                    <small>{names.authority(authority)}</small>
                  </>
                ),
              },
              {
                key: "count",
                title: t("bulk.documents"),
                atEnd: true,
                render: ({ documents }) => number(documents),
              },
            ]}
          />
        </Panel>
      </div>
    </>
  );
}
