import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../../ui/useFormats.ts";
import { useAnchoring } from "../../api/requests/useAnchoring.ts";
import type { OfficeDocument } from "../../api/requests/useDocument.ts";
import { Facts } from "../../shared/Facts.tsx";
import { Panel } from "../../shared/Panel.tsx";
import { Transaction } from "../../shared/Transaction.tsx";

/** What makes the document one that cannot be denied: its place in the city's log. */
export function Seal({ document }: { readonly document: OfficeDocument }) {
  const { t } = useTranslation();
  const { moment, number } = useFormats();
  const { data } = useAnchoring(document.id);
  const isSealed = data?.state === "anchored" && data.logIndex !== undefined;
  return (
    <Panel title={t("seal.title")}>
      <div className="seal" data-sealed={isSealed}>
        <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
          <circle cx="16" cy="16" r="13" />
          {isSealed ? <path d="M10 16.5l4 4 8-9" /> : null}
        </svg>
        <p>{t(isSealed ? "seal.sealed" : "seal.notYet")}</p>
      </div>
      <Facts
        facts={[
          {
            title: t("seal.entry"),
            value:
              data?.logIndex === undefined ? null : (
                <Link to={`/documents?batch=${data.logIndex}`}>{number(data.logIndex)}</Link>
              ),
          },
          {
            title: t("seal.since"),
            value: data?.anchoredAt === undefined ? null : moment(data.anchoredAt),
          },
          {
            title: t("history.transaction"),
            value:
              data?.transactionHash === undefined ? null : (
                <Transaction hash={data.transactionHash} />
              ),
          },
          {
            title: t("log.block"),
            value: data?.blockNumber === undefined ? null : number(Number(data.blockNumber)),
          },
          {
            title: t("document.copies"),
            value: `${number(document.copies)} · ${t("seal.copies")}`,
          },
        ]}
      />
    </Panel>
  );
}
