import {
  type Accreditation,
  type AuthorityId,
  type DocumentTypeId,
  type Hex,
  toAuthorityId,
} from "@sello/sdk";
import { authorityKinds } from "@sello/sdk/trust";
import type { RegistryOperation } from "../../services/registry/changes/RegistryRequest.ts";
import { toKeyAddition } from "../../services/registry/changes/toRotation.ts";
import type { RegistrySnapshot } from "../../services/registry/Registry.ts";
import { toIss } from "../../services/registry/toIss.ts";
import type { IntroducedKey } from "../../services/signing/SealedSigner.ts";
import { type PlacedAuthority, placeAuthorities } from "./demoCity.ts";
import { roles } from "./demoOfficers.ts";

/** What the demo city is to be made of on this installation. */
export type DemoPlan = {
  readonly publicUrl: string;
  /** Of the newest version. */
  typeId(name: string): DocumentTypeId;
  /** Of the versions before, for cities that were founded with them. */
  olderTypeIds(name: string): readonly DocumentTypeId[];
  /** The first signing keys, by slug, with their own signatures. */
  readonly signingKeys: ReadonlyMap<string, IntroducedKey>;
  readonly officers: readonly {
    readonly slug: string;
    readonly address: Hex;
    readonly roles: number;
  }[];
  /** The service's accounts: each gets the one role that it needs, where it needs it. */
  readonly accounts: { readonly anchor: Hex; readonly status: Hex };
};

const held = 1;
const delegable = 2;

/**
 * The operations that found what is not there, those that others depend on first. What was there once and
 * has been changed since, an officer decided: it is left as it is.
 */
export function toMissingOperations(
  plan: DemoPlan,
  snapshot: RegistrySnapshot,
): RegistryOperation[] {
  const placed = placeAuthorities();
  return [
    ...placed.flatMap((one) => toRegistration(one, plan, snapshot)),
    ...placed.flatMap((one) => toAccreditations(one, plan, snapshot)),
    ...placed.flatMap((one) => toSigningKeys(one, plan, snapshot)),
    ...toAppointments(placed, plan, snapshot),
  ];
}

const idOf = (plan: DemoPlan, slug: string): AuthorityId =>
  toAuthorityId(toIss(plan.publicUrl, slug));

function toRegistration(
  { authority, parent }: PlacedAuthority,
  plan: DemoPlan,
  snapshot: RegistrySnapshot,
): RegistryOperation[] {
  const id = idOf(plan, authority.slug);
  if (snapshot.authorities.has(id) || parent === null) return [];
  const values = {
    authority: id,
    parent: idOf(plan, parent.slug),
    kind: authorityKinds.indexOf(authority.kind) + 1,
    issuer: toIss(plan.publicUrl, authority.slug),
    names: JSON.stringify(authority.name),
  };
  return [{ operation: "RegisterAuthority", values }];
}

function toAccreditations(
  { authority }: PlacedAuthority,
  plan: DemoPlan,
  snapshot: RegistrySnapshot,
): RegistryOperation[] {
  const id = idOf(plan, authority.slug);
  const known = snapshot.authorities.get(id)?.accreditations ?? [];
  const delegates = authority.delegates ?? [];
  return [...new Set([...delegates, ...(authority.issues ?? [])])].flatMap((name) => {
    const documentType = plan.typeId(name);
    if (known.some((grant) => grant.documentType === documentType)) return [];
    const planned = delegates.includes(name) ? delegable : held;
    const level = toLevelNow(known, plan.olderTypeIds(name)) ?? planned;
    if (level === 0) return [];
    return [{ operation: "SetAccreditation", values: { authority: id, documentType, level } }];
  });
}

/** What an authority may do now by its grants for older versions, which officers may have changed; null without any. */
function toLevelNow(
  known: readonly Accreditation[],
  older: readonly DocumentTypeId[],
): 0 | 1 | 2 | null {
  const grants = known.filter(({ documentType }) => older.includes(documentType));
  if (grants.length === 0) return null;
  const current = grants.filter(({ until }) => until === null);
  if (current.length === 0) return 0;
  return current.some(({ delegate }) => delegate) ? delegable : held;
}

function toSigningKeys(
  { authority }: PlacedAuthority,
  plan: DemoPlan,
  snapshot: RegistrySnapshot,
): RegistryOperation[] {
  const id = idOf(plan, authority.slug);
  const key = plan.signingKeys.get(authority.slug);
  if (!key || (snapshot.authorities.get(id)?.keys.length ?? 0) > 0) return [];
  return [toKeyAddition(key)];
}

function toAppointments(
  placed: readonly PlacedAuthority[],
  plan: DemoPlan,
  snapshot: RegistrySnapshot,
): RegistryOperation[] {
  const { anchor, status } = plan.accounts;
  const service = placed.flatMap(({ authority: { slug, issues } }) => [
    ...(issues ? [{ slug, address: anchor, roles: roles.anchor }] : []),
    // An act on a document may be that of any authority above its issuer.
    { slug, address: status, roles: roles.revoke },
  ]);
  return [...plan.officers, ...service].flatMap(({ slug, address, roles: given }) => {
    const authority = idOf(plan, slug);
    const known = snapshot.authorities.get(authority)?.officers ?? [];
    const officer = address.toLowerCase();
    if (known.some((one) => one.address === officer)) return [];
    return [{ operation: "SetOfficer", values: { authority, officer, roles: given } } as const];
  });
}
