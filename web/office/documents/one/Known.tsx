import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../../ui/useFormats.ts";
import type { OfficeDocument } from "../../api/requests/useDocument.ts";
import { Facts } from "../../shared/Facts.tsx";
import { Panel } from "../../shared/Panel.tsx";
import { useNames } from "../../shared/useNames.ts";

/** What is known of a document without reading it. */
export function Known({ document }: { readonly document: OfficeDocument }) {
  const { t } = useTranslation();
  const { day, moment, number } = useFormats();
  const names = useNames();
  return (
    <Panel title={t("document.known")}>
      <Facts
        facts={[
          { title: t("document.issuer"), value: names.authority(document.authority) },
          { title: t("document.issued"), value: moment(document.issuedAt) },
          {
            title: t("document.expires"),
            value: document.expiresAt === null ? t("types.noTerm") : day(document.expiresAt),
          },
          { title: t("document.copies"), value: number(document.copies) },
          { title: t("document.replaces"), value: toLink(document.replaces) },
          { title: t("document.replacedBy"), value: toLink(document.replacedBy) },
        ]}
      />
    </Panel>
  );
}

const toLink = (id: string | null) =>
  id === null ? null : (
    <Link to={`/documents/${id}`}>
      <code className="long">{id}</code>
    </Link>
  );
