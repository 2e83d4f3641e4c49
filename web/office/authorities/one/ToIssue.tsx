import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { pathOf } from "../../acts/actKinds.ts";
import { hasRole, roleFlag } from "../../acts/roleFlag.ts";
import { useActors } from "../../acts/useActors.ts";
import { useAuthorities } from "../../api/requests/useAuthorities.ts";
import type { Authority } from "../../api/requests/useAuthority.ts";
import { useServiceAccounts } from "../../api/requests/useServiceAccounts.ts";
import { aboveOf } from "../../shared/aboveOf.ts";
import { isNow } from "../../shared/isNow.ts";
import { Panel } from "../../shared/Panel.tsx";

type Step = {
  readonly name: "key" | "accreditation" | "officer" | "anchor" | "status";
  readonly isDone: boolean;
  readonly to: string;
};

/** What a department lacks to issue its first document, for those who can give it; nothing when it lacks nothing. */
export function ToIssue({ authority }: { readonly authority: Authority }) {
  const { t } = useTranslation();
  const mayAct = (useActors(authority, null)?.length ?? 0) > 0;
  const steps = useSteps(authority);
  if (!mayAct || authority.kind !== "department" || steps.every(({ isDone }) => isDone))
    return null;
  return (
    <Panel title={t("toIssue.title")}>
      <p className="calm">{t("toIssue.lead")}</p>
      <ul className="story">
        {steps.map(({ name, isDone, to }) => (
          <li key={name} data-state={isDone ? "done" : "waiting"}>
            {isDone ? t(`toIssue.${name}`) : <Link to={to}>{t(`toIssue.${name}`)}</Link>}
            <small>{t(isDone ? "toIssue.done" : `toIssue.why.${name}`)}</small>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function useSteps(authority: Authority): readonly Step[] {
  const { data: all } = useAuthorities();
  const { data: accounts } = useServiceAccounts();
  if (!all || !accounts) return [];
  const { slug, keys, accreditations, officers } = authority;
  const line = [authority, ...aboveOf(all, authority)];
  const holds = (account: string, role: "anchor" | "revoke") =>
    line.some((each) =>
      each.officers.some(
        (officer) =>
          isNow(officer) &&
          officer.address.toLowerCase() === account.toLowerCase() &&
          hasRole(officer.roles, role),
      ),
    );
  const appoint = (account: string, role: "anchor" | "revoke") =>
    pathOf(slug, "set-officer", { officer: account, roles: String(roleFlag[role]) });
  return [
    { name: "key", isDone: keys.some(isNow), to: pathOf(slug, "add-signing-key") },
    {
      name: "accreditation",
      isDone: accreditations.some(isNow),
      to: pathOf(slug, "set-accreditation"),
    },
    {
      name: "officer",
      isDone: officers.some((officer) => isNow(officer) && hasRole(officer.roles, "issue")),
      to: pathOf(slug, "set-officer"),
    },
    {
      name: "anchor",
      isDone: holds(accounts.anchor, "anchor"),
      to: appoint(accounts.anchor, "anchor"),
    },
    {
      name: "status",
      isDone: holds(accounts.status, "revoke"),
      to: appoint(accounts.status, "revoke"),
    },
  ];
}
