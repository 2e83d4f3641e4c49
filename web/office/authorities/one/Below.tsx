import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../../ui/useFormats.ts";
import { useAuthorities } from "../../api/requests/useAuthorities.ts";
import type { Authority } from "../../api/requests/useAuthority.ts";
import { Loaded } from "../../shared/Loaded.tsx";
import { Panel } from "../../shared/Panel.tsx";

export function Below({ authority }: { readonly authority: Authority }) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const authorities = useAuthorities();
  return (
    <Panel title={t("authority.below")}>
      <Loaded of={authorities}>
        {(all) => {
          const below = all.filter(({ parent }) => parent === authority.id);
          if (below.length === 0) return <p className="calm">{t("authority.noneBelow")}</p>;
          return (
            <ul className="links">
              {below.map(({ slug, name }) => (
                <li key={slug}>
                  <Link to={`/authorities/${slug}`}>{local(name)}</Link>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Panel>
  );
}
