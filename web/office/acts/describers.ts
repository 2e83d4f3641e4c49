import type { LocalizedText } from "@sello/sdk";
import type { TFunction } from "i18next";
import type { Authority } from "../api/requests/useAuthority.ts";
import type { Session } from "../api/requests/useSession.ts";
import { isNow } from "../shared/isNow.ts";

/** Something that an act changes: what it is now, and what it will be. */
export type Change = { readonly label: string; readonly before: string; readonly after: string };

type Words = {
  readonly says: string;
  readonly changes: readonly Change[];
  /** Whether it cannot be undone. */
  readonly isFinal?: boolean;
  /** Whose record it changes, if not that of the authority it names. */
  readonly of?: Authority | undefined;
  /** The slug of the authority whose history will tell of it, if not that of the one it names. */
  readonly told?: string;
};

type Context = {
  readonly t: TFunction;
  local(text: LocalizedText): string;
  /** A value as text; empty if it is missing. */
  text(name: string): string;
  time(value: string, never: string): string;
  /** How people call a document type. */
  type(id: string): string;
  roleNames(flags: number): string;
  readonly all: readonly Authority[];
  /** The authority that the operation names. */
  readonly found: Authority | undefined;
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** The account in whose name, as it is now; undefined: it is not known here. */
  readonly many: Session["accounts"][number] | undefined;
};

const states = ["active", "suspended", "retired"] as const;

const change = (label: string, before: string, after: string): Change => ({ label, before, after });

const cityOf = (all: readonly Authority[]) => all.find(({ parent }) => parent === null);

const mayNot = (t: TFunction, may: boolean): string => t(may ? "common.yes" : "common.no");

function register({ t, local, text, all, values }: Context): Words {
  const parent = all.find(({ id }) => id === values.parent);
  const below = all.filter((each) => each.parent === values.parent).length;
  const name = readName(text("names"), local) ?? text("issuer");
  const above = parent ? local(parent.name) : short(text("parent"));
  return {
    says: t("acts.says.register", { name, parent: above }),
    changes: [
      change(t("acts.change.below", { name: above }), String(below), String(below + 1)),
      change(name, t("acts.nothing"), t("authority.state.active")),
      change(t("authority.issuer"), t("acts.nothing"), text("issuer")),
    ],
    of: parent,
    told: text("issuer").slice(text("issuer").lastIndexOf("/") + 1),
  };
}

function setState({ t, name, found, values }: Context): Words {
  const state = states[Number(values.state) - 1] ?? "active";
  const before = found?.states.at(-1)?.state;
  const now = before ? t(`authority.state.${before}`) : t("acts.unknown");
  return {
    says: t(`acts.says.${state}`, { name }),
    changes: [change(t("authority.stateTitle"), now, t(`authority.state.${state}`))],
    isFinal: state === "retired",
  };
}

function setOfficer({ t, name, text, found, values, roleNames }: Context): Words {
  const held = rolesNow(found, text("officer"));
  const roles = Number(values.roles);
  const kind = roles === 0 ? "dismiss" : held === 0 ? "appoint" : "roles";
  const said = { account: text("officer"), name, roles: roleNames(roles) };
  return {
    says: t(`acts.says.${kind}`, said),
    changes: [change(t("authority.roles"), roleNames(held), roleNames(roles))],
  };
}

function setAccreditation({ t, name, text, found, values, type }: Context): Words {
  const level = Number(values.level) as 0 | 1 | 2;
  const title = type(text("documentType"));
  const held = levelNow(found, text("documentType"));
  return {
    says: t(`acts.says.level${level}`, { name, type: title }),
    changes: [change(title, t(`acts.level.${held}`), t(`acts.level.${level}`))],
  };
}

function addKey({ t, name, found }: Context): Words {
  const keys = found?.keys.filter(isNow).length ?? 0;
  return {
    says: t("acts.says.addKey", { name }),
    changes: [change(t("acts.change.keys"), String(keys), String(keys + 1))],
  };
}

function endKey({ t, name, text, time, found, values }: Context): Words {
  const key = found?.keys.find(({ thumbprint }) => thumbprint === values.thumbprint);
  const never = t("acts.noEnd");
  const before = key ? time(String(key.until ?? 0), never) : t("acts.unknown");
  return {
    says: t("acts.says.endKey", { name, key: short(text("thumbprint")) }),
    changes: [change(t("acts.change.keyEnd"), before, time(text("until"), never))],
  };
}

function distrustKey({ t, name, text, time }: Context): Words {
  const since = time(text("since"), t("acts.now"));
  const after = t("authority.distrusted", { from: since });
  return {
    says: t("acts.says.distrustKey", { name, key: short(text("thumbprint")), since }),
    changes: [change(t("acts.change.trust"), t("acts.trusted"), after)],
    isFinal: true,
  };
}

const accept = ({ t, name }: Context): Words => ({
  says: t("acts.says.accept", { name }),
  changes: [change(t("acts.change.accepted"), t("acts.notShown"), t("acts.shown"))],
});

function grantPrefix({ t, name, text, values }: Context): Words {
  const granted = values.granted === true;
  return {
    says: t(granted ? "acts.says.prefix" : "acts.says.noPrefix", { name, prefix: text("prefix") }),
    changes: [change(text("prefix"), mayNot(t, !granted), mayNot(t, granted))],
  };
}

function setRelay({ t, text, all, values }: Context): Words {
  const permitted = values.permitted === true;
  const account = text("account");
  return {
    says: t(permitted ? "acts.says.relay" : "acts.says.noRelay", { account }),
    changes: [change(account, mayNot(t, !permitted), mayNot(t, permitted))],
    of: cityOf(all),
  };
}

function setValidator({ t, name, text, time }: Context): Words {
  const term = `${time(text("from"), t("acts.now"))} – ${time(text("until"), t("acts.noEnd"))}`;
  return {
    says: t("acts.says.validator", { name, key: short(text("consensusKey")) }),
    changes: [
      change(t("acts.field.power"), t("acts.unknown"), text("power")),
      change(t("common.term"), t("acts.unknown"), term),
    ],
  };
}

const seal = ({ t, text, all }: Context): Words => ({
  says: t("acts.says.seal", { chain: text("successorChainId") }),
  changes: [
    change(t("acts.change.registry"), t("acts.open"), t("acts.sealed")),
    change(t("acts.change.goesOn"), t("acts.nothing"), text("successorLog")),
  ],
  isFinal: true,
  of: cityOf(all),
});

function changeSigners({ t, values, many, text }: Context): Words {
  const { added, removed } = readSigners(values);
  const signs = (does: boolean) => t(does ? "signers.signs" : "signers.signsNot");
  const signers = many ? many.signers + added.length - removed.length : null;
  const threshold = text("newThreshold");
  const after =
    signers === null ? threshold : t("signers.mOfN", { threshold: Number(threshold), signers });
  const before = many
    ? t("signers.mOfN", { threshold: many.threshold, signers: many.signers })
    : t("acts.unknown");
  return {
    says: t("acts.says.changeSigners", {
      added: added.length,
      removed: removed.length,
      threshold: Number(threshold),
    }),
    changes: [
      ...removed.map((signer) => change(short(signer), signs(true), signs(false))),
      ...added.map((signer) => change(short(signer), signs(false), signs(true))),
      ...(before === after ? [] : [change(t("signers.threshold"), before, after)]),
    ],
  };
}

function approveType({ t, name, text }: Context): Words {
  return {
    says: t("acts.says.approveType", { type: text("name"), name }),
    changes: [change(t("design.approvals"), t("acts.nothing"), t("acts.approved"))],
  };
}

/** What is added to an account's signers, and what is taken away. */
export const readSigners = (values: Readonly<Record<string, unknown>>) => ({
  added: (values.added ?? []) as readonly string[],
  removed: (values.removed ?? []) as readonly string[],
});

/** By the names of the registry's requests, and of those that are not the registry's. */
export const describers = {
  RegisterAuthority: register,
  SetState: setState,
  SetOfficer: setOfficer,
  SetAccreditation: setAccreditation,
  AddSigningKey: addKey,
  EndSigningKey: endKey,
  DistrustSigningKey: distrustKey,
  AcceptAdministration: accept,
  GrantIssuerPrefix: grantPrefix,
  SetRelay: setRelay,
  SetValidator: setValidator,
  Seal: seal,
  ChangeSigners: changeSigners,
  ApproveDocumentType: approveType,
  TakeOver: ({ t, all }: Context): Words => ({
    says: t("acts.says.takeOver"),
    changes: [],
    of: cityOf(all),
  }),
} as const;

export const short = (hex: string): string =>
  hex.length > 20 ? `${hex.slice(0, 12)}…${hex.slice(-4)}` : hex;

/** Flags; 0 where the account is no officer. */
export const rolesNow = (authority: Authority | undefined, account: string): number =>
  authority?.officers.find(
    (each) => isNow(each) && each.address.toLowerCase() === account.toLowerCase(),
  )?.roles ?? 0;

function levelNow(authority: Authority | undefined, type: string): 0 | 1 | 2 {
  const grant = authority?.accreditations.find((each) => isNow(each) && each.documentType === type);
  if (!grant) return 0;
  return grant.delegate ? 2 : 1;
}

function readName(json: string, local: (text: LocalizedText) => string): string | null {
  try {
    return local(JSON.parse(json) as LocalizedText) ?? null;
  } catch {
    return null;
  }
}
