import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { pathOf } from "../../acts/actKinds.ts";
import { useActors } from "../../acts/useActors.ts";
import { useRoleNames } from "../../acts/useRoleNames.ts";
import type { Authority } from "../../api/requests/useAuthority.ts";
import { useActing } from "../../app/useActing.ts";
import { DataTable } from "../../shared/DataTable.tsx";
import { isNow } from "../../shared/isNow.ts";
import { Panel } from "../../shared/Panel.tsx";
import { Pill } from "../../shared/Pill.tsx";
import { ReachLink } from "../../shared/ReachLink.tsx";
import { Term } from "../../shared/Term.tsx";
import { useAdministers } from "../../shared/useAdministers.ts";

type Officer = Authority["officers"][number];

export function Officers({ authority }: { readonly authority: Authority }) {
  const { t } = useTranslation();
  const { session } = useActing();
  const roleNames = useRoleNames();
  const maySeeAuditors = useAdministers(authority.slug);
  const mayAct = (useActors(authority, "SetOfficer")?.length ?? 0) > 0;
  return (
    <Panel title={t("authority.officers")}>
      {authority.officers.length === 0 ? (
        <p className="calm">{t("authority.noOfficers")}</p>
      ) : (
        <DataTable
          label={t("authority.officers")}
          rows={authority.officers}
          keyOf={({ address, from, roles }) => `${address} ${from} ${roles}`}
          columns={[
            {
              key: "account",
              title: t("authority.account"),
              render: ({ address }) => (
                <>
                  <code className="long">{address}</code>{" "}
                  {address.toLowerCase() === session.account.toLowerCase() ? (
                    <Pill tone="good">{t("authority.you")}</Pill>
                  ) : null}
                  <ReachLink kind="officer" id={address} name={address.slice(0, 8)} />
                </>
              ),
            },
            {
              key: "roles",
              title: t("authority.roles"),
              render: ({ roles }) => roleNames(roles),
            },
            { key: "term", title: t("common.term"), render: (term) => <Term term={term} /> },
            ...(mayAct
              ? [
                  {
                    key: "act",
                    title: t("keys.act"),
                    atEnd: true,
                    render: ({ address, roles, ...term }: Officer) =>
                      isNow(term) ? (
                        <Link
                          to={pathOf(authority.slug, "set-officer", {
                            officer: address,
                            roles: String(roles),
                          })}
                        >
                          {t("officers.change")}
                        </Link>
                      ) : (
                        "–"
                      ),
                  },
                ]
              : []),
          ]}
        />
      )}
      {maySeeAuditors ? (
        <p className="fine">
          <Link to={`/authorities/${authority.slug}/auditors`}>{t("auditors.link")}</Link>
        </p>
      ) : null}
    </Panel>
  );
}
