import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import { type LifeEvent, useLifeEvents } from "../api/requests/useLifeEvents.ts";
import { DataTable } from "../shared/DataTable.tsx";
import { Loaded } from "../shared/Loaded.tsx";
import { Pill } from "../shared/Pill.tsx";

const counts = ["replaced", "revoked", "suspended", "left"] as const;

/** What was noted, how far it is, and what became of documents; it names nobody. */
export function LifeEventTable() {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const events = useLifeEvents();
  return (
    <>
      <p>{t("life.notedLead")}</p>
      <Loaded of={events} lines={2}>
        {(found) =>
          found.length === 0 ? (
            <p className="calm">{t("life.none")}</p>
          ) : (
            <DataTable
              label={t("life.noted")}
              rows={found}
              keyOf={({ id }) => id}
              columns={[
                { key: "kind", title: t("life.kind"), render: ({ kind }) => t(`life.as.${kind}`) },
                {
                  key: "at",
                  title: t("life.at"),
                  render: ({ recordedAt }) => moment(recordedAt),
                },
                {
                  key: "documents",
                  title: t("life.documents"),
                  render: (event) => <Outcome event={event} />,
                },
                {
                  key: "state",
                  title: t("life.state"),
                  render: ({ state }) => (
                    <Pill tone={state === "done" ? "good" : "wait"}>{t(`life.is.${state}`)}</Pill>
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
    </>
  );
}

function Outcome({ event }: { readonly event: LifeEvent }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const said = counts.filter((each) => event[each] > 0);
  if (said.length === 0) return event.state === "done" ? t("life.untouched") : "–";
  return said.map((each) => t(`life.became.${each}`, { number: number(event[each]) })).join(" · ");
}
