import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { DocumentCard } from "../../../ui/card/DocumentCard.tsx";
import { toQr } from "../../../ui/toQr.ts";
import { useFormats } from "../../../ui/useFormats.ts";
import type { ReadDocument } from "../../api/readClaims.ts";
import type { OfficeDocument } from "../../api/requests/useDocument.ts";
import type { DocumentType } from "../../api/requests/useTypes.ts";
import { Mark } from "../../shared/Mark.tsx";
import { ClaimFacts } from "../one/Contents.tsx";
import { toCheckUrl } from "./toCheckUrl.ts";

type Props = {
  readonly document: OfficeDocument;
  readonly type: DocumentType;
  readonly claims: ReadDocument["claims"];
  readonly status: ReadDocument["status"];
  readonly issuer: string;
};

/** A page of A4, with a code that leads to where anybody sees whether the document counts. */
export function Sheet({ document, type, claims, status, issuer }: Props) {
  const { t } = useTranslation();
  const { day, language, local } = useFormats();
  const url = toCheckUrl(status, language);
  return (
    <article className="sheet">
      <header>
        <Mark />
        <div>
          <p className="sheet-issuer">{issuer}</p>
          <h2>{local(type.title)}</h2>
        </div>
      </header>
      <div className="sheet-face">
        <DocumentCard type={type} claims={claims} issuer={issuer} />
        {url ? <Code url={url} /> : null}
      </div>
      <ClaimFacts type={type} claims={claims} />
      <dl className="sheet-foot">
        <div>
          <dt>{t("document.number")}</dt>
          <dd>
            <code>{document.id}</code>
          </dd>
        </div>
        <div>
          <dt>{t("document.issued")}</dt>
          <dd>{day(document.issuedAt)}</dd>
        </div>
        <div>
          <dt>{t("document.expires")}</dt>
          <dd>{document.expiresAt === null ? t("types.noTerm") : day(document.expiresAt)}</dd>
        </div>
        <div>
          <dt>{t("print.printed")}</dt>
          <dd>{day(Date.now() / 1000)}</dd>
        </div>
      </dl>
      <p className="fine">{t("print.note")}</p>
    </article>
  );
}

function Code({ url }: { readonly url: string }) {
  const { t } = useTranslation();
  const { size, path } = useMemo(() => toQr(url), [url]);
  return (
    <figure className="code">
      <svg
        viewBox={`0 0 ${size} ${size}`}
        role="img"
        aria-label={t("print.code")}
        shapeRendering="crispEdges"
      >
        <path d={path} />
      </svg>
      <figcaption>
        {t("print.scan")} <a href={url}>{url}</a>
      </figcaption>
    </figure>
  );
}
