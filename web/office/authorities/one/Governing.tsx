import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type ActOperation, pathOf } from "../../acts/actKinds.ts";
import { useActors } from "../../acts/useActors.ts";
import type { Authority } from "../../api/requests/useAuthority.ts";
import { Panel } from "../../shared/Panel.tsx";

type Entry = readonly [name: string, operation: ActOperation];

const always: readonly Entry[] = [
  ["set-officer", "SetOfficer"],
  ["set-accreditation", "SetAccreditation"],
  ["add-signing-key", "AddSigningKey"],
  ["end-signing-key", "EndSigningKey"],
  ["distrust-signing-key", "DistrustSigningKey"],
  ["set-state", "SetState"],
  ["grant-issuer-prefix", "GrantIssuerPrefix"],
];
const ofTheCity: readonly Entry[] = [
  ["set-relay", "SetRelay"],
  ["seal", "Seal"],
];

/** The governing acts that one's roles, or those of an account that one signs for, open on this authority. */
export function Governing({ authority }: { readonly authority: Authority }) {
  const { t } = useTranslation();
  const administers = (useActors(authority, null)?.length ?? 0) > 0;
  const addsBelow = (useActors(authority, "RegisterAuthority")?.length ?? 0) > 0;
  const accepts = (useActors(authority, "AcceptAdministration")?.length ?? 0) > 0;
  const isCity = authority.parent === null;
  const isRetired = authority.states.at(-1)?.state === "retired";
  const entries: readonly Entry[] = [
    ...(addsBelow && authority.kind !== "department" && !isRetired
      ? ([["register-authority", "RegisterAuthority"]] as const)
      : []),
    ...(administers
      ? always.filter(([, operation]) => {
          if (isRetired) return operation === "DistrustSigningKey";
          if (operation === "SetState") return !isCity;
          return operation.includes("SigningKey") && operation !== "AddSigningKey"
            ? authority.keys.length > 0
            : true;
        })
      : []),
    ...(administers && isCity ? ofTheCity : []),
    ...(accepts && isCity ? ([["accept-administration", "AcceptAdministration"]] as const) : []),
  ];
  if (entries.length === 0) return null;
  return (
    <Panel title={t("authority.governing")}>
      <ul className="act-links">
        {entries.map(([name, operation]) => (
          <li key={name}>
            <Link to={pathOf(authority.slug, name)}>{t(`acts.name.${operation}`)}</Link>
            <small>{t(`acts.about.${operation}`)}</small>
          </li>
        ))}
      </ul>
      {isCity && administers ? (
        <p className="fine">
          <Link to={`/authorities/${authority.slug}/hand-over`}>{t("handOver.title")}</Link>
        </p>
      ) : null}
    </Panel>
  );
}
