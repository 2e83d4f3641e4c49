import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import type { Authority } from "../../api/requests/useAuthority.ts";
import { DataTable } from "../../shared/DataTable.tsx";
import { Panel } from "../../shared/Panel.tsx";
import { Pill } from "../../shared/Pill.tsx";
import { ReachLink } from "../../shared/ReachLink.tsx";
import { Term } from "../../shared/Term.tsx";

export function SigningKeys({ authority }: { readonly authority: Authority }) {
  const { t } = useTranslation();
  const { day } = useFormats();
  return (
    <Panel title={t("authority.signingKeys")}>
      {authority.keys.length === 0 ? (
        <p className="calm">{t("authority.noKeys")}</p>
      ) : (
        <DataTable
          label={t("authority.signingKeys")}
          rows={authority.keys}
          keyOf={({ thumbprint, from }) => `${thumbprint} ${from}`}
          columns={[
            {
              key: "key",
              title: t("authority.thumbprint"),
              render: ({ thumbprint }) => (
                <>
                  <code className="long">{thumbprint}</code>
                  <ReachLink kind="signing-key" id={thumbprint} name={thumbprint.slice(0, 8)} />
                </>
              ),
            },
            {
              key: "term",
              title: t("common.term"),
              render: (key) => (
                <>
                  <Term term={key} />{" "}
                  {key.distrustedFrom === null ? null : (
                    <Pill tone="bad">
                      {t("authority.distrusted", { from: day(key.distrustedFrom) })}
                    </Pill>
                  )}
                </>
              ),
            },
          ]}
        />
      )}
    </Panel>
  );
}
