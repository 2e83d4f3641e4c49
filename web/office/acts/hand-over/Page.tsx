import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useFormats } from "../../../ui/useFormats.ts";
import { type Authority, useAuthority } from "../../api/requests/useAuthority.ts";
import { useAuthorityEvents } from "../../api/requests/useAuthorityEvents.ts";
import { PageHead } from "../../app/PageHead.tsx";
import { DataTable } from "../../shared/DataTable.tsx";
import { isNow } from "../../shared/isNow.ts";
import { Loaded } from "../../shared/Loaded.tsx";
import { Panel } from "../../shared/Panel.tsx";
import { Pill } from "../../shared/Pill.tsx";
import { pathOf } from "../actKinds.ts";
import { hasRole, roleFlag } from "../roleFlag.ts";

/** Administration handed over so that nobody is locked out: the new account shows that it can act before the old one goes. */
export function Page() {
  const { slug = "" } = useParams();
  const { t } = useTranslation();
  const authority = useAuthority(slug);
  return (
    <>
      <PageHead title={t("handOver.title")} lead={t("handOver.lead")} />
      <Loaded of={authority}>{(data) => <HandOver authority={data} />}</Loaded>
    </>
  );
}

function HandOver({ authority }: { readonly authority: Authority }) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const { slug } = authority;
  return (
    <>
      <Panel title={t("handOver.steps")}>
        <ol className="numbered">
          <li>
            <Link to={pathOf(slug, "set-officer", { roles: String(roleFlag.administer) })}>
              {t("handOver.first")}
            </Link>
            <small>{t("handOver.firstText", { name: local(authority.name) })}</small>
          </li>
          <li>
            <Link to={pathOf(slug, "accept-administration")}>{t("handOver.second")}</Link>
            <small>{t("handOver.secondText")}</small>
          </li>
          <li>
            {t("handOver.third")}
            <small>{t("handOver.thirdText")}</small>
          </li>
        </ol>
      </Panel>
      <Administrators authority={authority} />
    </>
  );
}

const eventsMost = 200;

function Administrators({ authority }: { readonly authority: Authority }) {
  const { t } = useTranslation();
  const events = useAuthorityEvents(authority.slug, eventsMost);
  const administrators = authority.officers.filter(
    (each) => isNow(each) && hasRole(each.roles, "administer"),
  );
  return (
    <Panel title={t("handOver.administrators")}>
      <Loaded of={events}>
        {({ pages }) => {
          const accepted = new Set(
            pages
              .flatMap((page) => page.events)
              .filter(({ name }) => name === "AdministrationAccepted")
              .map(({ by }) => by?.toLowerCase()),
          );
          return (
            <DataTable
              label={t("handOver.administrators")}
              rows={administrators}
              keyOf={({ address }) => address}
              columns={[
                {
                  key: "account",
                  title: t("authority.account"),
                  render: ({ address }) => <code className="long">{address}</code>,
                },
                {
                  key: "accepted",
                  title: t("acts.change.accepted"),
                  render: ({ address }) =>
                    accepted.has(address.toLowerCase()) ? (
                      <Pill tone="good">{t("acts.shown")}</Pill>
                    ) : (
                      <Pill tone="wait">{t("acts.notShown")}</Pill>
                    ),
                },
                {
                  key: "act",
                  title: t("keys.act"),
                  atEnd: true,
                  render: ({ address }) => (
                    <Link
                      to={pathOf(authority.slug, "set-officer", { officer: address, roles: "0" })}
                    >
                      {t("officers.dismiss")}
                    </Link>
                  ),
                },
              ]}
            />
          );
        }}
      </Loaded>
    </Panel>
  );
}
