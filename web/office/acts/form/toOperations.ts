import { toAuthorityId } from "@sello/sdk";
import type { Authority } from "../../api/requests/useAuthority.ts";
import { type Operation, prepareSigningKey } from "../../api/requests/useRegistryChanges.ts";
import { type ActOperation, type FieldKind, fieldsOf } from "../actKinds.ts";

export type Form = Readonly<Record<string, string>>;

const address = /^0x[0-9a-fA-F]{40}$/;
const slug = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const hex = /^0x([0-9a-fA-F]{2}){1,128}$/;
const hash = /^0x[0-9a-f]{64}$/;

/** Names of the fields that are missing, or not of their form. */
export function findWrong(operation: ActOperation, form: Form): ReadonlySet<string> {
  const wrong = fieldsOf[operation].filter(({ name, kind }) => !isRightFor[kind](form[name] ?? ""));
  return new Set(wrong.map(({ name }) => name));
}

const isFilled = (value: string): boolean => value !== "";

const isRightFor: Readonly<Record<FieldKind, (value: string) => boolean>> = {
  account: (value) => address.test(value.trim()),
  slug: (value) => slug.test(value.trim()) && value.trim().length <= 64,
  hex: (value) => hex.test(value.trim()),
  type: (value) => hash.test(value),
  key: (value) => hash.test(value),
  number: (value) => /^\d{1,15}$/.test(value.trim()),
  // Empty: now, or never, as the form says.
  time: (value) => value === "" || !Number.isNaN(Date.parse(value)),
  roles: (value) => /^\d{1,2}$/.test(value) && Number(value) <= 15,
  text: (value) => value.trim() !== "" && new TextEncoder().encode(value).length <= 300,
  level: isFilled,
  state: isFilled,
  kind: isFilled,
  flag: isFilled,
};

/** Unix seconds of a time of the form; 0 where none is given. */
const toSeconds = (value: string | undefined): number =>
  value ? Math.floor(Date.parse(value) / 1000) : 0;

const now = (): number => Math.floor(Date.now() / 1000);

const hourSeconds = 3_600;

/** What the form asks the registry for. A signing key is made by the service, as the officer's request. */
export async function toOperations(
  operation: ActOperation,
  authority: Authority,
  form: Form,
): Promise<readonly Operation[]> {
  if (operation !== "AddSigningKey")
    return [{ operation, values: valuesOf[operation](authority, toReader(form)) }];
  const overlap = authority.keys.length === 0 ? 0 : Number(form.overlapHours) * hourSeconds;
  return (await prepareSigningKey(authority.slug, overlap)).operations;
}

type Values = Operation["values"];
type Reader = {
  text(name: string): string;
  lower(name: string): string;
  time(name: string): number;
};

/** As requests have them, of a form without fault. */
const valuesOf: Readonly<
  Record<Exclude<ActOperation, "AddSigningKey">, (authority: Authority, of: Reader) => Values>
> = {
  RegisterAuthority: (parent, { text }) => {
    const issuer = toIssuer(parent, text("slug"));
    const names = { zh: text("nameZh"), es: text("nameEs"), en: text("nameEn") };
    return {
      authority: toAuthorityId(issuer),
      parent: parent.id,
      kind: Number(text("kind")),
      issuer,
      names: JSON.stringify(names),
    };
  },
  SetState: ({ id }, { text }) => ({ authority: id, state: Number(text("state")) }),
  SetOfficer: ({ id }, { text, lower }) => ({
    authority: id,
    officer: lower("officer"),
    roles: Number(text("roles")),
  }),
  SetAccreditation: ({ id }, { text }) => ({
    authority: id,
    documentType: text("documentType"),
    level: Number(text("level")),
  }),
  EndSigningKey: ({ id }, { text, time }) => ({
    authority: id,
    thumbprint: text("thumbprint"),
    until: String(time("until") || now()),
  }),
  DistrustSigningKey: ({ id }, { text, time }) => ({
    authority: id,
    thumbprint: text("thumbprint"),
    since: String(time("since")),
  }),
  AcceptAdministration: ({ id }) => ({ authority: id }),
  GrantIssuerPrefix: ({ id }, { text }) => ({
    authority: id,
    prefix: text("prefix"),
    granted: text("granted") === "true",
  }),
  SetRelay: (_, { text, lower }) => ({
    account: lower("account"),
    permitted: text("permitted") === "true",
  }),
  SetValidator: ({ id }, { text, lower, time }) => ({
    centre: id,
    consensusKey: lower("consensusKey"),
    nodeKey: lower("nodeKey"),
    power: text("power"),
    from: String(time("from")),
    until: String(time("until")),
  }),
  Seal: (_, { text, lower }) => ({
    successorChainId: text("successorChainId"),
    successorRegistry: lower("successorRegistry"),
    successorLog: lower("successorLog"),
  }),
};

const toReader = (form: Form): Reader => {
  const text = (name: string) => (form[name] ?? "").trim();
  return { text, lower: (name) => text(name).toLowerCase(), time: (name) => toSeconds(form[name]) };
};

/** Where an authority with this short name is: beside the one that adds it. */
export const toIssuer = ({ issuer }: Authority, name: string): string =>
  `${issuer.slice(0, issuer.lastIndexOf("/") + 1)}${name}`;
