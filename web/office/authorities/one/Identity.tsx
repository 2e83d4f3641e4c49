import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { languageNames } from "../../../ui/language.ts";
import { useFormats } from "../../../ui/useFormats.ts";
import type { Authority } from "../../api/requests/useAuthority.ts";
import { Facts } from "../../shared/Facts.tsx";
import { Panel } from "../../shared/Panel.tsx";
import { ReachLink } from "../../shared/ReachLink.tsx";
import { useNames } from "../../shared/useNames.ts";

export function Identity({ authority }: { readonly authority: Authority }) {
  const { t } = useTranslation();
  const { local, day } = useFormats();
  const names = useNames();
  const above = authority.parent === null ? null : names.authorityById(authority.parent);
  return (
    <Panel title={t("authority.identity")}>
      <Facts
        facts={[
          { title: languageNames.zh, value: <span lang="zh-CN">{authority.name.zh}</span> },
          { title: languageNames.es, value: <span lang="es">{authority.name.es}</span> },
          { title: languageNames.en, value: <span lang="en">{authority.name.en}</span> },
          {
            title: t("authority.above"),
            value: above ? (
              <Link to={`/authorities/${above.slug}`}>{local(above.name)}</Link>
            ) : (
              t("authority.top")
            ),
          },
          { title: t("authority.since"), value: day(authority.states[0]?.from ?? 0) },
          { title: t("authority.issuer"), value: <code>{authority.issuer}</code> },
        ]}
      />
      <ReachLink kind="authority" id={authority.slug} name={local(authority.name)} />
      {authority.faults.length > 0 ? (
        <p className="warn">
          {t("authority.faults", { codes: authority.faults.map(({ code }) => code).join(", ") })}
        </p>
      ) : null}
    </Panel>
  );
}
