import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import type { ApplicationFigures } from "../api/requests/useApplications.ts";
import { DataTable } from "../shared/DataTable.tsx";
import { Panel } from "../shared/Panel.tsx";
import { useNow } from "../shared/useNow.ts";
import { useSpan } from "./useSpan.ts";

type Props = { readonly figures: ApplicationFigures };

/** What waits now, in three figures. */
export function Waiting({ figures: { waiting, overdue, oldestAt } }: Props) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const spanOf = useSpan();
  const now = useNow();
  const shown = [
    { title: t("applications.figures.waiting"), value: number(waiting) },
    { title: t("applications.figures.overdue"), value: number(overdue) },
    {
      title: t("applications.figures.oldest"),
      value: oldestAt === null ? "–" : spanOf(now - oldestAt),
    },
  ];
  return (
    <dl className="figures">
      {shown.map(({ title, value }) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** How much came and how soon it was decided, by item. */
export function Figures({ figures: { since, items, atLeast } }: Props) {
  const { t } = useTranslation();
  const { day, local, number } = useFormats();
  const spanOf = useSpan();
  const counts = ["received", "byRules", "byOfficers", "refused", "appeals", "overturned"] as const;
  const spans = ["medianSeconds", "p95Seconds"] as const;
  return (
    <Panel title={t("applications.figures.title")}>
      <p className="calm">
        {t(items.length === 0 ? "applications.figures.none" : "applications.figures.lead", {
          from: day(since),
        })}
        {atLeast ? ` ${t("applications.figures.atLeast")}` : ""}
      </p>
      {items.length === 0 ? null : (
        <DataTable
          label={t("applications.figures.title")}
          rows={items}
          keyOf={({ item }) => item}
          columns={[
            {
              key: "item",
              title: t("applications.item"),
              render: ({ title }) => local(title),
            },
            ...counts.map((key) => ({
              key,
              title: t(`applications.figures.${key}`),
              atEnd: true,
              render: (row: (typeof items)[number]) => number(row[key]),
            })),
            ...spans.map((key) => ({
              key,
              title: t(`applications.figures.${key}`),
              atEnd: true,
              render: (row: (typeof items)[number]) => {
                const seconds = row[key];
                return seconds === null ? "–" : spanOf(seconds);
              },
            })),
          ]}
        />
      )}
    </Panel>
  );
}
