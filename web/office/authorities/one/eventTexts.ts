import type { TFunction } from "i18next";

type Args = Readonly<Record<string, unknown>>;

type Context = {
  readonly t: TFunction;
  /** A time in Unix seconds; 0 is never. */
  time(value: unknown): string;
  type(id: string): string;
  roleNames(flags: number): string;
};

const states = ["none", "active", "suspended", "retired"] as const;

const short = (value: unknown): string => `${String(value).slice(0, 12)}…`;

function stateText({ t }: Context, { state }: Args): string {
  const name = states[Number(state)] ?? "none";
  if (name === "none") return t("history.event.other", { name: "AuthorityStateChanged" });
  return t(`authority.state.${name}`);
}

/** What the registry's events say, by their names. */
const texts: Readonly<Record<string, (context: Context, args: Args) => string>> = {
  AuthorityRegistered: ({ t }) => t("history.event.registered"),
  AuthorityStateChanged: stateText,
  OfficerChanged: ({ t, roleNames }, { officer, roles }) =>
    t("history.event.officer", { account: short(officer), roles: roleNames(Number(roles)) }),
  SigningKeyChanged: ({ t, time }, { thumbprint, from, until }) =>
    t("history.event.key", { key: short(thumbprint), from: time(from), until: time(until) }),
  SigningKeyPublished: ({ t }, { thumbprint }) =>
    t("history.event.published", { key: short(thumbprint) }),
  SigningKeyDistrusted: ({ t, time }, { thumbprint, since }) =>
    t("history.event.distrusted", { key: short(thumbprint), since: time(since) }),
  AdministrationAccepted: ({ t }) => t("history.event.accepted"),
  AccreditationChanged: ({ t, type }, { documentType, level }) =>
    `${type(String(documentType))}: ${t(`acts.level.${Number(level) as 0 | 1 | 2}`)}`,
  IssuerPrefixChanged: ({ t }, { prefix, granted }) =>
    t(granted ? "history.event.prefix" : "history.event.noPrefix", { prefix: String(prefix) }),
};

export const eventText = (context: Context, name: string, args: Args): string =>
  texts[name]?.(context, args) ?? context.t("history.event.other", { name });
