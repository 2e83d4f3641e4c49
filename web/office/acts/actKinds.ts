/** What can be done by a form, by the names of the registry's requests. */
export const operations = [
  "RegisterAuthority",
  "SetState",
  "SetOfficer",
  "SetAccreditation",
  "AddSigningKey",
  "EndSigningKey",
  "DistrustSigningKey",
  "AcceptAdministration",
  "GrantIssuerPrefix",
  "SetRelay",
  "SetValidator",
  "Seal",
] as const;

export type ActOperation = (typeof operations)[number];

export type FieldKind =
  | "text"
  | "slug"
  | "account"
  | "roles"
  | "type"
  | "level"
  | "state"
  | "key"
  | "time"
  | "kind"
  | "flag"
  | "number"
  | "hex";

export type Field = { readonly name: string; readonly kind: FieldKind };

const field = (name: string, kind: FieldKind): Field => ({ name, kind });

/** What a form asks for. Names are those of the operation's parameters, where it has such. */
export const fieldsOf: Readonly<Record<ActOperation, readonly Field[]>> = {
  RegisterAuthority: [
    field("kind", "kind"),
    field("slug", "slug"),
    field("nameZh", "text"),
    field("nameEs", "text"),
    field("nameEn", "text"),
  ],
  SetState: [field("state", "state")],
  SetOfficer: [field("officer", "account"), field("roles", "roles")],
  SetAccreditation: [field("documentType", "type"), field("level", "level")],
  AddSigningKey: [field("overlapHours", "number")],
  EndSigningKey: [field("thumbprint", "key"), field("until", "time")],
  DistrustSigningKey: [field("thumbprint", "key"), field("since", "time")],
  AcceptAdministration: [],
  GrantIssuerPrefix: [field("prefix", "text"), field("granted", "flag")],
  SetRelay: [field("account", "account"), field("permitted", "flag")],
  SetValidator: [
    field("consensusKey", "hex"),
    field("nodeKey", "hex"),
    field("power", "number"),
    field("from", "time"),
    field("until", "time"),
  ],
  Seal: [
    field("successorChainId", "number"),
    field("successorRegistry", "account"),
    field("successorLog", "account"),
  ],
};

/** What the form has where the address says nothing. */
export const defaultsOf: Readonly<Partial<Record<ActOperation, Readonly<Record<string, string>>>>> =
  {
    RegisterAuthority: { kind: "4" },
    SetAccreditation: { level: "1" },
    AddSigningKey: { overlapHours: "1" },
    SetOfficer: { roles: "0" },
    GrantIssuerPrefix: { granted: "true" },
    SetRelay: { permitted: "true" },
  };

type Named = {
  readonly operation: ActOperation;
  readonly preset: Readonly<Record<string, string>>;
};

/** What an act is called in an address. */
export const toName = (operation: ActOperation): string =>
  operation.replace(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();

/** Other names by which pages link to an act, with what they say already. */
const others: Readonly<Record<string, Named>> = {
  "grant-accreditation": { operation: "SetAccreditation", preset: { level: "1" } },
  "withdraw-accreditation": { operation: "SetAccreditation", preset: { level: "0" } },
  "appoint-officer": { operation: "SetOfficer", preset: {} },
  "dismiss-officer": { operation: "SetOfficer", preset: { roles: "0" } },
  suspend: { operation: "SetState", preset: { state: "2" } },
  reinstate: { operation: "SetState", preset: { state: "1" } },
  retire: { operation: "SetState", preset: { state: "3" } },
  "rotate-signing-key": { operation: "AddSigningKey", preset: {} },
};

/** The act of a name in an address: `set-officer`; null: no such act. */
export function findAct(name: string): Named | null {
  const operation = operations.find((each) => toName(each) === name);
  return operation ? { operation, preset: {} } : (others[name] ?? null);
}

export const pathOf = (slug: string, name: string, values: Record<string, string> = {}): string => {
  const query = new URLSearchParams(values).toString();
  return `/authorities/${slug}/acts/${name}${query === "" ? "" : `?${query}`}`;
};
