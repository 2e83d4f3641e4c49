import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../../ui/useFormats.ts";
import type { Authority } from "../../api/requests/useAuthority.ts";
import { DataTable } from "../../shared/DataTable.tsx";
import { Panel } from "../../shared/Panel.tsx";
import { Term } from "../../shared/Term.tsx";
import { useNames } from "../../shared/useNames.ts";

export function Accreditations({ authority }: { readonly authority: Authority }) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const names = useNames();
  if (authority.accreditations.length === 0)
    return (
      <Panel title={t("authority.accreditations")}>
        <p className="calm">{t("authority.noAccreditations")}</p>
      </Panel>
    );
  return (
    <Panel title={t("authority.accreditations")}>
      <DataTable
        label={t("authority.accreditations")}
        rows={authority.accreditations}
        keyOf={({ documentType, from, delegate }) => `${documentType} ${from} ${delegate}`}
        columns={[
          {
            key: "type",
            title: t("common.type"),
            render: ({ documentType }) => {
              const type = names.typeById(documentType);
              if (!type) return <code>{documentType.slice(0, 18)}…</code>;
              return (
                <>
                  <Link to={`/types/${type.name}?version=${type.version}`}>
                    {local(type.title)}
                  </Link>{" "}
                  <small>{t("types.version", { version: type.version })}</small>
                </>
              );
            },
          },
          {
            key: "passes",
            title: t("authority.delegates"),
            render: ({ delegate }) => t(delegate ? "common.yes" : "common.no"),
          },
          { key: "term", title: t("common.term"), render: (term) => <Term term={term} /> },
        ]}
      />
    </Panel>
  );
}
