import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../ui/useFormats.ts";
import { pathOf } from "../acts/actKinds.ts";
import { useApiKeys } from "../api/requests/useApiKeys.ts";
import { useAuthorities } from "../api/requests/useAuthorities.ts";
import type { ReachName } from "../api/requests/useDocumentPage.ts";
import { RevokeDialog } from "../keys/RevokeDialog.tsx";
import { isNow } from "../shared/isNow.ts";
import { Panel } from "../shared/Panel.tsx";

/** How it is kept from touching more: before one looks at what it did. */
export function Pausing({ reach }: { readonly reach: ReachName }) {
  const { t } = useTranslation();
  return (
    <Panel title={t("reach.pause")}>
      <div className="pausing">
        <p className="calm">{t(`reach.pauseText.${reach.kind}`)}</p>
        {reach.kind === "api-key" ? <EndKey id={reach.id} /> : <GoverningActs reach={reach} />}
        <p className="fine">{t("reach.holders")}</p>
      </div>
    </Panel>
  );
}

function EndKey({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const [isAsked, setIsAsked] = useState(false);
  const { data: keys } = useApiKeys(true);
  const key = keys?.find((each) => each.id === id);
  if (!key) return null;
  if (key.revokedAt !== null) return <p>{t("reach.keyEnded")}</p>;
  return (
    <div className="acts">
      <Button variant="default" className="danger" onClick={() => setIsAsked(true)}>
        {t("keys.endOf", { label: key.label })}
      </Button>
      <RevokeDialog apiKey={isAsked ? key : null} onClose={() => setIsAsked(false)} />
    </div>
  );
}

/** Acts of the authority's administrator, signed in the wallet. Names of fields are those of the contract. */
function GoverningActs({ reach: { kind, id } }: { readonly reach: ReachName }) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const { data: authorities = [] } = useAuthorities();
  const acts = authorities.flatMap(({ slug, name, officers, keys }) => {
    if (kind === "authority")
      return slug === id ? [{ to: pathOf(slug, "suspend"), text: t("reach.act.suspend") }] : [];
    if (kind === "officer") {
      const isOfficer = officers.some(
        (each) => each.address.toLowerCase() === id.toLowerCase() && each.roles > 0 && isNow(each),
      );
      const to = pathOf(slug, "set-officer", { officer: id, roles: "0" });
      return isOfficer ? [{ to, text: t("reach.act.officer", { name: local(name) }) }] : [];
    }
    const isTheirs = keys.some(({ thumbprint }) => thumbprint === id);
    if (!isTheirs) return [];
    const key = { thumbprint: id };
    return [
      {
        to: pathOf(slug, "end-signing-key", key),
        text: t("reach.act.key", { name: local(name) }),
      },
      {
        to: pathOf(slug, "distrust-signing-key", key),
        text: t("reach.act.distrust", { name: local(name) }),
      },
    ];
  });
  if (acts.length === 0) return <p>{t("reach.noActs")}</p>;
  return (
    <div className="acts">
      {acts.map(({ to, text }) => (
        <Button key={to} component={Link} to={to} variant="default" className="danger">
          {text}
        </Button>
      ))}
    </div>
  );
}
