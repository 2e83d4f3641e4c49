import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import type { OfficeDocument } from "../../api/requests/useDocument.ts";
import { useDocument } from "../../api/requests/useDocument.ts";
import { useReadDocument } from "../../api/requests/useReadDocument.ts";
import { useTypes } from "../../api/requests/useTypes.ts";
import { PageHead } from "../../app/PageHead.tsx";
import { useMay } from "../../app/useActing.ts";
import { Loaded } from "../../shared/Loaded.tsx";
import { NotAllowed } from "../../shared/NotAllowed.tsx";
import { useNames } from "../../shared/useNames.ts";
import { ReadingGate } from "../ReadingGate.tsx";
import { Sheet } from "./Sheet.tsx";

/** The document on paper, for a holder without a smartphone. */
export function Page() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const document = useDocument(id);
  const mayRead = useMay("read");
  if (document.data && mayRead) return <Printing key={id} document={document.data} />;
  return (
    <>
      <PageHead title={t("print.title")} />
      {mayRead ? <Loaded of={document}>{() => null}</Loaded> : <NotAllowed />}
    </>
  );
}

function Printing({ document }: { readonly document: OfficeDocument }) {
  const { t } = useTranslation();
  const names = useNames();
  const reading = useReadDocument();
  const { data: types } = useTypes();
  const type = types?.find(({ vct }) => vct === reading.data?.vct);
  return (
    <>
      <PageHead
        title={`${t("print.title")}: ${names.type(document.type)}`}
        lead={
          <Link to={`/documents/${document.id}`}>
            <code className="long">{document.id}</code>
          </Link>
        }
        actions={
          reading.data && type ? (
            <Button onClick={() => window.print()}>{t("print.print")}</Button>
          ) : null
        }
      />
      {reading.data && type ? (
        <Sheet
          document={document}
          type={type}
          claims={reading.data.claims}
          status={reading.data.status}
          issuer={names.authority(document.authority)}
        />
      ) : (
        <ReadingGate
          text={t("print.text")}
          submit={t("print.prepare")}
          error={reading.error}
          isPending={reading.isPending}
          read={(reason) => reading.mutate({ id: document.id, reason })}
        />
      )}
    </>
  );
}
