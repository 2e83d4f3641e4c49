import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import type { OfficeDocument } from "../../api/requests/useDocument.ts";
import { useDocument } from "../../api/requests/useDocument.ts";
import { useReadDocument } from "../../api/requests/useReadDocument.ts";
import { PageHead } from "../../app/PageHead.tsx";
import { useActing, useMay } from "../../app/useActing.ts";
import { useIssuable } from "../../issue/useIssuable.ts";
import { Empty } from "../../shared/Empty.tsx";
import { Loaded } from "../../shared/Loaded.tsx";
import { NotAllowed } from "../../shared/NotAllowed.tsx";
import { useNames } from "../../shared/useNames.ts";
import { ReadingGate } from "../ReadingGate.tsx";
import { ReviseForm } from "./ReviseForm.tsx";
import { type RevisingAct, revisingActs } from "./revisingActs.ts";

/** Correct, renew, or issue again: the form of the type, filled with what the document says. */
export function Page() {
  const { t } = useTranslation();
  const { id = "", act: name = "" } = useParams();
  const document = useDocument(id);
  const mayIssue = useMay("issue");
  const act = revisingActs.find((each) => each === name);
  if (!act)
    return <Empty text={t("nothing.text")} to={`/documents/${id}`} action={t("revise.back")} />;
  if (document.data && mayIssue)
    return <Revising key={`${id} ${act}`} document={document.data} act={act} />;
  return (
    <>
      <PageHead title={t(`revise.${act}`)} />
      {mayIssue ? <Loaded of={document}>{() => null}</Loaded> : <NotAllowed />}
    </>
  );
}

type Props = { readonly document: OfficeDocument; readonly act: RevisingAct };

function Revising({ document, act }: Props) {
  const { t } = useTranslation();
  const names = useNames();
  const { authority } = useActing();
  const issuable = useIssuable(authority?.slug ?? "");
  const reading = useReadDocument();
  const type = issuable?.find((each) => each.name === document.type);
  return (
    <>
      <PageHead
        title={`${t(`revise.${act}`)}: ${names.type(document.type)}`}
        lead={
          <Link to={`/documents/${document.id}`}>
            <code className="long">{document.id}</code>
          </Link>
        }
      />
      <p className="calm">
        {t(`revise.hint.${act}`)} {t("revise.copies", { number: document.copies })}
      </p>
      {issuable && !type ? (
        <Empty
          text={t("issue.notThis")}
          to={`/documents/${document.id}`}
          action={t("revise.back")}
        />
      ) : reading.data && type ? (
        <ReviseForm
          document={document}
          act={act}
          type={type}
          issuer={names.authority(document.authority)}
          said={reading.data.claims}
        />
      ) : (
        <ReadingGate
          text={t("revise.readText")}
          submit={t("revise.fill")}
          error={reading.error}
          isPending={reading.isPending}
          read={(reason) => reading.mutate({ id: document.id, reason })}
        />
      )}
    </>
  );
}
