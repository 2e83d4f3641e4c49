import { languages } from "@sello/sdk";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../ui/useFormats.ts";
import type { Authority } from "../api/requests/useAuthority.ts";
import { announce } from "../app/Announcer.tsx";
import { DataTable } from "../shared/DataTable.tsx";
import { AuthorityState } from "./AuthorityState.tsx";

type Props = { readonly all: readonly Authority[]; readonly text: string };

export function FoundAuthorities({ all, text }: Props) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const found = all.filter((authority) => fits(authority, text.toLowerCase()));
  const byId = new Map(all.map((each) => [each.id, each]));
  const count = found.length;
  useEffect(() => announce(t("common.found", { number: count })), [count, t]);
  if (count === 0) return <p className="calm">{t("authorities.noneFound")}</p>;
  return (
    <DataTable
      label={t("authorities.title")}
      rows={found}
      keyOf={({ id }) => id}
      columns={[
        {
          key: "name",
          title: t("authority.name"),
          render: ({ slug, name }) => <Link to={`/authorities/${slug}`}>{local(name)}</Link>,
        },
        {
          key: "kind",
          title: t("authority.kindTitle"),
          render: ({ kind }) => t(`authority.kind.${kind}`),
        },
        {
          key: "above",
          title: t("authority.above"),
          render: ({ parent }) => {
            const above = parent === null ? undefined : byId.get(parent);
            return above ? local(above.name) : "–";
          },
        },
        {
          key: "state",
          title: t("authority.stateTitle"),
          render: (authority) => <AuthorityState authority={authority} />,
        },
      ]}
    />
  );
}

const fits = ({ slug, name }: Authority, text: string): boolean =>
  slug.includes(text) || languages.some((language) => name[language].toLowerCase().includes(text));
