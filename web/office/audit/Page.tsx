import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useAuditLines } from "../api/requests/useAuditLines.ts";
import { PageHead } from "../app/PageHead.tsx";
import { useMay } from "../app/useActing.ts";
import { Empty } from "../shared/Empty.tsx";
import { Loaded } from "../shared/Loaded.tsx";
import { More } from "../shared/More.tsx";
import { NotAllowed } from "../shared/NotAllowed.tsx";
import { type AuditFilter, isFiltered, readFilter, toQuery, toSearch } from "./auditFilter.ts";
import { Chain } from "./Chain.tsx";
import { ExportPanel } from "./ExportPanel.tsx";
import { Filters } from "./Filters.tsx";
import { Lines } from "./Lines.tsx";

export function Page() {
  const { t } = useTranslation();
  const mayRead = useMay("read", "auditor");
  return (
    <>
      <PageHead title={t("audit.title")} lead={t("audit.lead")} />
      {mayRead ? <Audit /> : <NotAllowed />}
    </>
  );
}

/** The filter is in the address, so that what was found can be come back to. */
function Audit() {
  const [search, setSearch] = useSearchParams();
  const filter = readFilter(search);
  const change = (next: AuditFilter) => setSearch(toSearch(next));
  return (
    <>
      <Filters key={JSON.stringify(filter)} filter={filter} onChange={change} />
      <Found filter={filter} onChange={change} />
      <div className="two">
        <ExportPanel authority={filter.authority} />
        <Chain />
      </div>
    </>
  );
}

type FoundProps = { readonly filter: AuditFilter; onChange(filter: AuditFilter): void };

function Found({ filter, onChange }: FoundProps) {
  const { t } = useTranslation();
  const lines = useAuditLines(toQuery(filter));
  return (
    <Loaded of={lines} lines={10}>
      {({ pages }) => {
        const found = pages.flatMap((page) => page.lines);
        if (found.length === 0)
          return <Empty text={t(isFiltered(filter) ? "audit.none" : "audit.nothing")} />;
        return (
          <>
            <Lines
              lines={found}
              onOnly={(part) => onChange({ ...readFilter(new URLSearchParams()), ...part })}
            />
            <More of={lines} />
          </>
        );
      }}
    </Loaded>
  );
}
