import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../ui/useFormats.ts";
import { type LogEntry, useLogEntries } from "../api/requests/useLogEntries.ts";
import { PageHead } from "../app/PageHead.tsx";
import { useActing } from "../app/useActing.ts";
import { DataTable } from "../shared/DataTable.tsx";
import { Empty } from "../shared/Empty.tsx";
import { Loaded } from "../shared/Loaded.tsx";
import { Panel } from "../shared/Panel.tsx";
import { Pill } from "../shared/Pill.tsx";
import { useNames } from "../shared/useNames.ts";
import { Centres } from "./Centres.tsx";
import { Checkpoint } from "./Checkpoint.tsx";
import { entriesShown } from "./entriesShown.ts";
import { Flow } from "./Flow.tsx";
import { Growth } from "./Growth.tsx";
import { Stalls } from "./Stalls.tsx";

export function Page() {
  const { t } = useTranslation();
  const entries = useLogEntries(entriesShown);
  // What is below the entries comes after them, and is not pushed down by them.
  const hasEntries = entries.data !== undefined && entries.data.length > 0;
  return (
    <>
      <PageHead title={t("log.title")} lead={t("log.lead")} />
      <Stalls />
      <Flow />
      <Panel title={t("log.entries")}>
        <Loaded of={entries} lines={8}>
          {(found) =>
            found.length === 0 ? (
              <Empty text={t("log.none")} />
            ) : (
              <>
                <Growth entries={found} />
                <Entries entries={found} />
              </>
            )
          }
        </Loaded>
      </Panel>
      {hasEntries ? (
        <div className="two">
          <Centres />
          <Checkpoint />
        </div>
      ) : null}
    </>
  );
}

function Entries({ entries }: { readonly entries: readonly LogEntry[] }) {
  const { t } = useTranslation();
  const { local, moment, number } = useFormats();
  const { authority: own } = useActing();
  const names = useNames();
  return (
    <DataTable
      label={t("log.entries")}
      rows={entries}
      keyOf={({ index }) => String(index)}
      columns={[
        { key: "index", title: t("log.index"), render: ({ index }) => number(index) },
        {
          key: "authority",
          title: t("log.authority"),
          render: ({ authority }) => {
            const found = names.authorityById(authority);
            if (!found) return <code>{authority.slice(0, 10)}…</code>;
            return (
              <>
                <Link to={`/authorities/${found.slug}`}>{local(found.name)}</Link>{" "}
                {found.slug === own?.slug ? <Pill tone="good">{t("log.yours")}</Pill> : null}
              </>
            );
          },
        },
        {
          key: "type",
          title: t("common.type"),
          render: ({ documentType }) => {
            const type = names.typeById(documentType);
            return type ? local(type.title) : <code>{documentType.slice(0, 10)}…</code>;
          },
        },
        {
          key: "count",
          title: t("log.count"),
          atEnd: true,
          render: ({ count }) => number(Number(count)),
        },
        {
          key: "time",
          title: t("log.time"),
          render: ({ anchoredAt }) => moment(anchoredAt),
        },
        { key: "block", title: t("log.block"), atEnd: true, render: (entry) => entry.blockNumber },
      ]}
    />
  );
}
