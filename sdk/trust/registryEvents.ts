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
  readonly keys: readonly KeyTerm[];
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
const authorityStates: readonly AuthorityState[] = ["active", "suspended", "retired"];
const accreditationLevels = { held: 1, delegable: 2 } as const;

type Args = RegistryEvent["args"];

/**
 * The authorities after one more event. Events that change no authority's record, and those of an
 * authority that was never registered, change nothing.
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
  if (name === "AuthorityRegistered") {
    authorities.set(id, toKnown(toRecord(id, args, at), args));
    return;
  }
  const known = authorities.get(id);
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
    return { states: follow(states, at, () => true, { state }) };
  },
  OfficerChanged: ({ officers }, args, at) => {
    const address = String(args.officer).toLowerCase() as Hex;
    const roles = Number(args.roles);
    const isSame = (officer: OfficerTerm) => officer.address === address;
    return { officers: follow(officers, at, isSame, roles === 0 ? null : { address, roles }) };
  },
  AccreditationChanged: ({ accreditations }, args, at) => {
    const documentType = args.documentType as DocumentTypeId;
    const level = Number(args.level);
    const isSame = (grant: Accreditation) => grant.documentType === documentType;
    const next =
      level < accreditationLevels.held
        ? null
        : { documentType, delegate: level === accreditationLevels.delegable };
    return { accreditations: follow(accreditations, at, isSame, next) };
  },
  // The event states the whole interval now in force, and never alters what held before.
  SigningKeyChanged: ({ keys }, args) => {
    const thumbprint = args.thumbprint as Hex;
    const until = Number(args.until);
    const key = { thumbprint, from: Number(args.from), until: until === 0 ? null : until };
    return { keys: [...keys.filter((each) => each.thumbprint !== thumbprint), key] };
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
