import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../../ui/useFormats.ts";
import { useAuthorities } from "../../api/requests/useAuthorities.ts";
import type { DocumentType } from "../../api/requests/useTypes.ts";
import { Facts } from "../../shared/Facts.tsx";
import { isNow } from "../../shared/isNow.ts";
import { Panel } from "../../shared/Panel.tsx";

/** What holds for every document of the type. */
export function Rules({ type }: { readonly type: DocumentType }) {
  const { t } = useTranslation();
  const { local, number } = useFormats();
  const title = (claim: string) =>
    local(type.claims[claim]?.title ?? { zh: claim, es: claim, en: claim });
  return (
    <Panel title={t("types.rules")}>
      <Facts
        facts={[
          { title: t("types.term"), value: useTermText(type) },
          { title: t("types.unique"), value: type.naturalKey.map(title).join(" + ") },
          {
            title: t("types.person"),
            value:
              type.person === null
                ? t("types.noPerson")
                : "claim" in type.person
                  ? title(type.person.claim)
                  : local(type.person.title),
          },
          { title: t("types.copies"), value: number(type.copiesMax) },
          { title: t("types.issuers"), value: <Issuers type={type} /> },
          { title: t("types.address"), value: <code>{type.vct}</code> },
        ]}
      />
    </Panel>
  );
}

function useTermText({ term }: DocumentType): string {
  const { t } = useTranslation();
  if (term === null) return t("types.noTerm");
  if ("years" in term) return t("types.years", { number: term.years });
  if ("months" in term) return t("types.months", { number: term.months });
  return t("types.days", { number: term.days });
}

/** Those that may issue it now. */
function Issuers({ type }: { readonly type: DocumentType }) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const { data: authorities } = useAuthorities();
  const found = authorities?.filter(
    ({ kind, accreditations }) =>
      kind === "department" &&
      accreditations.some((each) => each.documentType === type.id && isNow(each)),
  );
  if (!found) return "–";
  if (found.length === 0) return t("types.noIssuers");
  return (
    <ul className="links">
      {found.map(({ slug, name }) => (
        <li key={slug}>
          <Link to={`/authorities/${slug}`}>{local(name)}</Link>
        </li>
      ))}
    </ul>
  );
}
