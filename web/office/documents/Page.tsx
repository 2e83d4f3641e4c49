import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { NewBulkAct } from "../api/requests/useBeginBulkAct.ts";
import type { DocumentSource } from "../api/requests/useDocumentPage.ts";
import { PageHead } from "../app/PageHead.tsx";
import { useMay } from "../app/useActing.ts";
import { Empty } from "../shared/Empty.tsx";
import { NotAllowed } from "../shared/NotAllowed.tsx";
import { BulkBar } from "./bulk/BulkBar.tsx";
import { DocumentPages } from "./list/DocumentPages.tsx";
import { Filters } from "./list/Filters.tsx";
import { type ListFilter, readFilter } from "./list/readFilter.ts";
import { useChoice } from "./list/useChoice.ts";
import { useFilter } from "./list/useFilter.ts";

export function Page() {
  const { t } = useTranslation();
  const mayRead = useMay("read");
  const maySee = useMay("read", "auditor");
  return (
    <>
      <PageHead
        title={t("documents.title")}
        lead={t("documents.lead")}
        actions={
          mayRead ? (
            <>
              <Button component={Link} to="/documents/bulk" variant="default">
                {t("bulk.listTitle")}
              </Button>
              <Button component={Link} to="/documents/search" variant="default">
                {t("documents.search")}
              </Button>
            </>
          ) : null
        }
      />
      {maySee ? <List /> : <NotAllowed />}
    </>
  );
}

function List() {
  const { search, change } = useFilter();
  const filter = readFilter(search);
  return (
    <>
      <Filters filter={filter} onChange={change} />
      <Found key={search.toString()} filter={filter} />
    </>
  );
}

function Found({ filter }: { readonly filter: ListFilter }) {
  const { t } = useTranslation();
  const mayIssue = useMay("issue");
  const mayRevoke = useMay("revoke");
  const choice = useChoice();
  const isFiltered = Object.keys(filter.asked).length > 0;
  const source: DocumentSource = { of: "own", filter: filter.asked };
  return (
    <>
      {mayRevoke ? (
        <BulkBar chosen={choice.chosen} all={toSelection(filter)} clear={choice.clear} />
      ) : null}
      <DocumentPages
        source={source}
        choice={mayRevoke ? choice : undefined}
        empty={
          <Empty
            text={t(isFiltered ? "documents.noneFits" : "documents.none")}
            {...(mayIssue && !isFiltered ? { to: "/issue", action: t("home.issue") } : {})}
          />
        }
      />
    </>
  );
}

/** All that the list shows, as a bulk act names it. Where a document is on its way, and its status, change: by these, none is named. */
function toSelection({ asked }: ListFilter): NewBulkAct["of"] | null {
  const { state, status, type, from, to, import: importId, batch } = asked;
  if (state !== undefined || status !== undefined) return null;
  return {
    by: "filter",
    ...(type === undefined ? {} : { type }),
    ...(from === undefined ? {} : { from: Number(from) }),
    ...(to === undefined ? {} : { to: Number(to) }),
    ...(importId === undefined ? {} : { import: importId }),
    ...(batch === undefined ? {} : { batch: Number(batch) }),
  };
}
