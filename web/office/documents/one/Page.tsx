import { Alert } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useParams } from "react-router";
import type { OfficeDocument } from "../../api/requests/useDocument.ts";
import { useDocument } from "../../api/requests/useDocument.ts";
import { PageHead } from "../../app/PageHead.tsx";
import { useMay } from "../../app/useActing.ts";
import { DocumentPills } from "../../shared/DocumentPills.tsx";
import { Loaded } from "../../shared/Loaded.tsx";
import { NotAllowed } from "../../shared/NotAllowed.tsx";
import { useNames } from "../../shared/useNames.ts";
import { Contents } from "./Contents.tsx";
import { Known } from "./Known.tsx";
import { Revisions } from "./Revisions.tsx";
import { Seal } from "./Seal.tsx";
import { StatusActs } from "./StatusActs.tsx";
import { Story } from "./Story.tsx";

export function Page() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const document = useDocument(id);
  const mayRead = useMay("read", "auditor");
  if (document.data && mayRead) return <DocumentView key={id} document={document.data} />;
  return (
    <>
      <PageHead title={t("document.title")} />
      {mayRead ? <Loaded of={document}>{() => null}</Loaded> : <NotAllowed />}
    </>
  );
}

type Arrival = { readonly isNew?: boolean } | null;

function DocumentView({ document }: { readonly document: OfficeDocument }) {
  const { t } = useTranslation();
  const names = useNames();
  const mayRead = useMay("read");
  const isNew = (useLocation().state as Arrival)?.isNew === true;
  return (
    <>
      <PageHead
        title={names.type(document.type)}
        lead={<code className="long">{document.id}</code>}
        actions={<DocumentPills document={document} t={t} />}
      />
      {document.replacedBy ? <Superseded by={document.replacedBy} /> : null}
      {isNew ? (
        <Alert className="notice good" role="status">
          {t(document.state === "anchored" ? "document.newAnchored" : "document.newPending")}
        </Alert>
      ) : null}
      <div className="two">
        <div className="stack">
          <Known document={document} />
          {mayRead ? (
            <>
              <Seal document={document} />
              <Contents document={document} />
            </>
          ) : null}
        </div>
        <div className="stack">
          <Story document={document} />
          <StatusActs document={document} />
          <Revisions document={document} />
        </div>
      </div>
    </>
  );
}

/** This one counts no more: where the one is that does. */
function Superseded({ by }: { readonly by: string }) {
  const { t } = useTranslation();
  return (
    <Alert className="notice wait" role="status">
      {t("document.superseded")} <Link to={`/documents/${by}`}>{t("document.toCurrent")}</Link>
    </Alert>
  );
}
