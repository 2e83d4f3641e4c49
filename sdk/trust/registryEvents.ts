import type { EcPublicJwk } from "../crypto/EcPublicJwk.ts";
import { toBase64url } from "../encoding/base64.ts";
import { fromHex } from "../encoding/hex.ts";
import type { AuthorityId, DocumentTypeId, Hex } from "../ids.ts";
import type {
  Accreditation,
  AuthorityKind,
  AuthorityState,
  AuthorityStateInterval,
  Interval,
} from "./TrustList.ts";

/** An event of the contract `AuthorityRegistry`. Numbers may be numbers, bigints or decimal texts. */
export interface RegistryEvent {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** A signing key as the contract knows it: by RFC 7638 thumbprint, 32 bytes. */
export interface KeyTerm extends Interval {
  readonly thumbprint: Hex;
}

/** All that the contract's events say of a signing key. */
export interface RegisteredKey extends KeyTerm {
  /** The key itself; null where it was registered by its thumbprint alone (first edition of the contracts). */
  readonly jwk: EcPublicJwk | null;
  /** Unix seconds; null while it is trusted. */
  readonly distrustedFrom: number | null;
}

/** An account's roles on one authority, as bit flags: 1 administer, 2 issue, 4 revoke, 8 anchor. */
export interface OfficerTerm extends Interval {
  readonly address: Hex;
  readonly roles: number;
}

/** An authority with its history, as the registry contract's events tell it. */
export interface AuthorityRecord {
  readonly id: AuthorityId;
  readonly iss: string;
  readonly kind: AuthorityKind;
  readonly parent: AuthorityId | null;
  readonly states: readonly AuthorityStateInterval[];
  readonly keys: readonly RegisteredKey[];
  readonly accreditations: readonly Accreditation[];
  readonly officers: readonly OfficerTerm[];
}

// Positions are the numbers of the contract's enums; 0 is None.
export const authorityKinds: readonly AuthorityKind[] = [
  "city",
  "district",
  "industry",
  "department",
];
export const authorityStates: readonly AuthorityState[] = ["active", "suspended", "retired"];
export const accreditationLevels = { held: 1, delegable: 2 } as const;

type Args = RegistryEvent["args"];

/**
 * The authorities after one more event. Events that change no authority's record, and those of an
 * authority that was never registered, change nothing. Nor do those that state what is known already: a successor's
 * registry states all that goes on from its predecessor's, and one history goes through both.
 * @param at the block's time in unix seconds, from which on the change counts
 * @param toKnown what is kept of an authority beside its record, made when it is registered
 */
export function applyRegistryEvent<Known extends AuthorityRecord>(
  authorities: Map<AuthorityId, Known>,
  { name, args }: RegistryEvent,
  at: number,
  toKnown: (record: AuthorityRecord, args: Args) => Known,
): void {
  const id = args.authority as AuthorityId;
  const known = authorities.get(id);
  if (name === "AuthorityRegistered") {
    if (!known) authorities.set(id, toKnown(toRecord(id, args, at), args));
    return;
  }
  const change = Object.hasOwn(changes, name) ? changes[name] : undefined;
  if (known && change) authorities.set(id, { ...known, ...change(known, args, at) });
}

function toRecord(id: AuthorityId, args: Args, at: number): AuthorityRecord {
  const kind = authorityKinds[Number(args.kind) - 1] ?? "department";
  return {
    id,
    iss: String(args.issuer),
    kind,
    parent: kind === "city" ? null : (args.parent as AuthorityId),
    states: [{ state: "active", from: at, until: null }],
    keys: [],
    accreditations: [],
    officers: [],
  };
}

type Change = (before: AuthorityRecord, args: Args, at: number) => Partial<AuthorityRecord>;

const changes: Readonly<Record<string, Change>> = {
  AuthorityStateChanged: ({ states }, args, at) => {
    const state = authorityStates[Number(args.state) - 1] ?? "suspended";
    const isOpen = states.some((one) => one.until === null && one.state === state);
    return isOpen ? {} : { states: follow(states, at, () => true, { state }) };
  },
  OfficerChanged: ({ officers }, args, at) => {
    const address = String(args.officer).toLowerCase() as Hex;
    const roles = Number(args.roles);
    const isSame = (officer: OfficerTerm) => officer.address === address;
    if (officers.some((one) => one.until === null && isSame(one) && one.roles === roles)) return {};
    return { officers: follow(officers, at, isSame, roles === 0 ? null : { address, roles }) };
  },
  AccreditationChanged: ({ accreditations }, args, at) => {
    const documentType = args.documentType as DocumentTypeId;
    const level = Number(args.level);
    const isSame = (grant: Accreditation) => grant.documentType === documentType;
    const delegate = level === accreditationLevels.delegable;
    const next = level < accreditationLevels.held ? null : { documentType, delegate };
    const isOpen = accreditations.some(
      (one) => one.until === null && isSame(one) && one.delegate === next?.delegate,
    );
    if (isOpen) return {};
    return { accreditations: follow(accreditations, at, isSame, next) };
  },
  // The event states the whole interval now in force, and never alters what held before.
  SigningKeyChanged: ({ keys }, args) => {
    const thumbprint = args.thumbprint as Hex;
    const known = keys.find((each) => each.thumbprint === thumbprint);
    const { jwk, distrustedFrom } = known ?? { jwk: null, distrustedFrom: null };
    const term = { from: Number(args.from), until: Number(args.until) || null };
    const key = { thumbprint, jwk, distrustedFrom, ...term };
    return { keys: [...keys.filter((each) => each !== known), key] };
  },
  SigningKeyPublished: ({ keys }, args) => {
    const jwk: EcPublicJwk = {
      kty: "EC",
      crv: "P-256",
      x: toBase64url(fromHex(String(args.x))),
      y: toBase64url(fromHex(String(args.y))),
    };
    return {
      keys: keys.map((key) => (key.thumbprint === args.thumbprint ? { ...key, jwk } : key)),
    };
  },
  SigningKeyDistrusted: ({ keys }, args) => {
    const distrustedFrom = Number(args.since);
    return {
      keys: keys.map((key) =>
        key.thumbprint === args.thumbprint ? { ...key, distrustedFrom } : key,
      ),
    };
  },
};

/**
 * Ends what held of a fact and lets the next begin. Of several changes within one second the last
 * counts for all of it (IAuthorityRegistry), so an interval that would be empty never was.
 * @param next null when the fact only ends
 */
function follow<Fact extends Interval>(
  facts: readonly Fact[],
  at: number,
  isSame: (fact: Fact) => boolean,
  next: Omit<Fact, keyof Interval> | null,
): readonly Fact[] {
  const kept = facts.flatMap((fact) => {
    if (fact.until !== null || !isSame(fact)) return [fact];
    return fact.from === at ? [] : [{ ...fact, until: at }];
  });
  return next === null ? kept : [...kept, { ...next, from: at, until: null } as unknown as Fact];
}
