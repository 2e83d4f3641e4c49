import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { useIsDesk } from "../desk/useIsDesk.ts";
import { Icon, type IconName } from "../shared/Icon.tsx";
import { type ActingAuthority, useActing } from "./useActing.ts";

type Entry = {
  readonly to: string;
  readonly text:
    | "home"
    | "issue"
    | "imports"
    | "documents"
    | "applications"
    | "desk"
    | "log"
    | "types"
    | "rules"
    | "authorities"
    | "acts"
    | "audit"
    | "keys"
    | "invitations"
    | "hooks"
    | "verifiers"
    | "mandates"
    | "life"
    | "sessions";
  readonly icon: IconName;
  readonly needs?: ActingAuthority["actions"][number];
  /** Opened by a standing as well. */
  readonly orAs?: ActingAuthority["standings"][number];
  /** For those who sign for an account with others. */
  readonly isShared?: true;
  /** Where residents come with their card. */
  readonly isDesk?: true;
};

const work: readonly Entry[] = [
  { to: "/", text: "home", icon: "home" },
  { to: "/issue", text: "issue", icon: "issue", needs: "issue" },
  { to: "/imports", text: "imports", icon: "imports", needs: "import" },
  { to: "/documents", text: "documents", icon: "documents", needs: "read", orAs: "auditor" },
  { to: "/applications", text: "applications", icon: "applications", needs: "issue" },
  { to: "/desk", text: "desk", icon: "desk", isDesk: true },
  { to: "/mandates", text: "mandates", icon: "mandates", isDesk: true },
  { to: "/life", text: "life", icon: "life", isDesk: true },
  { to: "/acts", text: "acts", icon: "acts", isShared: true, orAs: "auditor" },
];
const network: readonly Entry[] = [
  { to: "/types", text: "types", icon: "types" },
  { to: "/rules", text: "rules", icon: "rules", needs: "read" },
  { to: "/authorities", text: "authorities", icon: "authorities" },
  { to: "/log", text: "log", icon: "log" },
];
const access: readonly Entry[] = [
  { to: "/audit", text: "audit", icon: "audit", needs: "read", orAs: "auditor" },
  { to: "/keys", text: "keys", icon: "keys", needs: "administer" },
  {
    ...{ to: "/invitations", text: "invitations", icon: "invitations" },
    ...{ needs: "administer", orAs: "signer" },
  },
  { to: "/hooks", text: "hooks", icon: "hooks", needs: "administer" },
  { to: "/verifiers", text: "verifiers", icon: "verifiers", needs: "administer" },
  { to: "/sessions", text: "sessions", icon: "sessions" },
];

const groups = [
  { title: "work", entries: work },
  { title: "network", entries: network },
  { title: "access", entries: access },
] as const;

/** The sections that the officer's roles open. */
export function Navigation() {
  const { t } = useTranslation();
  const { authority, session } = useActing();
  const isDesk = useIsDesk();
  const isOpen = ({ needs, orAs, isShared, isDesk: ofDesk }: Entry) =>
    (orAs !== undefined && authority?.standings.includes(orAs)) ||
    ((!needs || authority?.actions.includes(needs)) &&
      (!isShared || session.accounts.length > 0) &&
      (!ofDesk || isDesk));
  return groups.map(({ title, entries }) => (
    <section key={title} className="nav-group">
      <h2>{t(`nav.${title}`)}</h2>
      <ul>
        {entries.filter(isOpen).map(({ to, text, icon }) => (
          <li key={to}>
            <NavLink to={to} end={to === "/"}>
              <Icon name={icon} />
              {t(`nav.${text}`)}
            </NavLink>
          </li>
        ))}
      </ul>
    </section>
  ));
}
