import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../ui/useFormats.ts";
import { useHome } from "../api/requests/useHome.ts";
import { PageHead } from "../app/PageHead.tsx";
import { type ActingAuthority, useActing, useMay } from "../app/useActing.ts";
import { Empty } from "../shared/Empty.tsx";
import { Loaded } from "../shared/Loaded.tsx";
import { Panel } from "../shared/Panel.tsx";
import { SharedHome } from "./SharedHome.tsx";
import { Since } from "./Since.tsx";
import { Tasks } from "./Tasks.tsx";

export function Page() {
  const { t } = useTranslation();
  const { authority, session } = useActing();
  if (authority && authority.roles.length > 0) return <OwnHome authority={authority} />;
  if (session.accounts.length > 0) return <SharedHome session={session} />;
  if (authority) return <AuditorHome authority={authority} />;
  return (
    <>
      <PageHead title={t("home.title")} />
      <Empty text={t("home.noRole")} to="/authorities" action={t("nav.authorities")} />
    </>
  );
}

/** An auditor has nothing to do here that waits: what was done is elsewhere. */
function AuditorHome({ authority }: { readonly authority: ActingAuthority }) {
  const { t } = useTranslation();
  const { local } = useFormats();
  return (
    <>
      <PageHead title={local(authority.name)} />
      <Empty text={t("home.auditor")} to="/audit" action={t("nav.audit")} />
    </>
  );
}

function OwnHome({ authority }: { readonly authority: ActingAuthority }) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const mayIssue = useMay("issue");
  const home = useHome();
  const { slug, name, roles } = authority;
  return (
    <>
      <PageHead
        title={local(name)}
        lead={t("home.roles", { roles: roles.map((role) => t(`role.${role}`)).join(" · ") })}
        actions={
          mayIssue ? (
            <Button component={Link} to="/issue">
              {t("home.issue")}
            </Button>
          ) : null
        }
      />
      <Loaded of={home} lines={8}>
        {({ tasks, since }) => (
          <div className="home">
            <div className="stack">
              {tasks.length === 0 ? <Nothing slug={slug} /> : <Tasks tasks={tasks} slug={slug} />}
            </div>
            <Since since={since} slug={slug} />
          </div>
        )}
      </Loaded>
    </>
  );
}

/** Nothing waits: what one may do by oneself. */
function Nothing({ slug }: { readonly slug: string }) {
  const { t } = useTranslation();
  const may = {
    issue: useMay("issue"),
    import: useMay("import"),
    administer: useMay("administer"),
  };
  const steps = [
    ...(may.issue ? [{ to: "/issue", text: t("home.next.issue") }] : []),
    ...(may.import ? [{ to: "/imports/new", text: t("home.next.import") }] : []),
    ...(may.administer ? [{ to: "/invitations", text: t("home.next.invite") }] : []),
    ...(may.administer ? [{ to: "/types", text: t("home.next.types") }] : []),
    { to: `/authorities/${slug}`, text: t("home.next.authority") },
    { to: "/documents", text: t("home.next.documents") },
  ];
  return (
    <Panel title={t("home.waiting")}>
      <p>{t("home.nothingWaits")}</p>
      <p className="calm">{t("home.next.lead")}</p>
      <ul className="queue">
        {steps.map(({ to, text }) => (
          <li key={to}>
            <p className="queue-head">
              <Link to={to}>{text}</Link>
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
