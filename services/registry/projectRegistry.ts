import type { ChainEvent } from "../ledger/Projection.ts";
import type { AuthorityId, DocumentTypeId, Hex } from "../platform/ids.ts";
import type { LocalizedText } from "../platform/LocalizedText.ts";
import type { Authority, AuthorityKind, AuthorityState, Interval } from "./Registry.ts";
import type { RegistrySnapshot } from "./RegistrySnapshot.ts";

// Positions are the numbers of the contract's enums; 0 is None.
export const authorityKinds: readonly AuthorityKind[] = [
  "city",
  "district",
  "industry",
  "department",
];
const authorityStates: readonly AuthorityState[] = ["active", "suspended", "retired"];
const held = 1;
const delegable = 2;

type Args = ChainEvent["args"];
/** @param at the block's time in unix seconds, from which on the change counts */
type Change = (authority: Authority, args: Args, at: number) => Authority;

const changes: Readonly<Record<string, Change>> = {
  AuthorityStateChanged: (authority, args, at) => ({
    ...authority,
    states: replace(authority.states, at, () => true, {
      state: authorityStates[Number(args.state) - 1],
    }),
  }),
  OfficerChanged: (authority, args, at) => {
    const address = String(args.officer).toLowerCase() as Hex;
    const roles = Number(args.roles);
    const isSame = (officer: { address: Hex }) => officer.address === address;
    const next = roles === 0 ? null : { address, roles };
    return { ...authority, officers: replace(authority.officers, at, isSame, next) };
  },
  AccreditationChanged: (authority, args, at) => {
    const documentType = args.documentType as DocumentTypeId;
    const level = Number(args.level);
    const isSame = (grant: { documentType: Hex }) => grant.documentType === documentType;
    const next = level < held ? null : { documentType, delegate: level === delegable };
    const accreditations = replace(authority.accreditations, at, isSame, next);
    return { ...authority, accreditations };
  },
  // The contract says what is in force now, and never alters what held before.
  SigningKeyChanged: (authority, args) => {
    const thumbprint = args.thumbprint as Hex;
    const until = Number(args.until);
    const key = { thumbprint, from: Number(args.from), until: until === 0 ? null : until };
    const others = authority.keys.filter((known) => known.thumbprint !== thumbprint);
    return { ...authority, keys: [...others, key] };
  },
};

/** The snapshot after the events, which follow those that made `before`. Events of no interest are left out. */
export function projectRegistry(
  before: RegistrySnapshot,
  events: readonly ChainEvent[],
  publicUrl: string,
): RegistrySnapshot {
  const authorities = new Map(before);
  for (const { name, args, blockTime } of events) {
    const at = Number(blockTime);
    if (name === "AuthorityRegistered") {
      const authority = toAuthority(args, at, publicUrl);
      authorities.set(authority.id, authority);
    } else {
      const authority = authorities.get(args.authority as AuthorityId);
      const change = changes[name];
      if (authority && change) authorities.set(authority.id, change(authority, args, at));
    }
  }
  return authorities;
}

/**
 * Ends the open interval of the same fact at `at` and opens the next one. Of several changes within one
 * second the last counts for the whole second, so an interval that would be empty never was.
 * @param next null when the fact only ends
 */
function replace<T extends Interval>(
  intervals: readonly T[],
  at: number,
  isSame: (interval: T) => boolean,
  next: object | null,
): T[] {
  const kept = intervals.flatMap((interval) => {
    if (interval.until !== null || !isSame(interval)) return [interval];
    return interval.from === at ? [] : [{ ...interval, until: at }];
  });
  return next === null ? kept : [...kept, { ...next, from: at, until: null } as unknown as T];
}

function toAuthority(args: Args, at: number, publicUrl: string): Authority {
  const kind = authorityKinds[Number(args.kind) - 1] ?? "department";
  const slug = toSlug(args, publicUrl);
  return {
    id: args.authority as AuthorityId,
    slug,
    issuer: String(args.issuer),
    name: toName(String(args.names), slug),
    kind,
    parent: kind === "city" ? null : (args.parent as AuthorityId),
    states: [{ state: "active", from: at, until: null }],
    keys: [],
    accreditations: [],
    officers: [],
  };
}

/** The last part of our own issuer URLs; another installation's authority goes by its id. */
function toSlug(args: Args, publicUrl: string): string {
  const prefix = `${publicUrl}/authorities/`;
  const issuer = String(args.issuer);
  const slug = issuer.startsWith(prefix) ? issuer.slice(prefix.length) : "";
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) ? slug : String(args.authority);
}

// The contract does not read the names, so they may be anything: an authority without one in some
// language goes by another's, or by its slug.
function toName(names: string, slug: string): LocalizedText {
  const given = parseNames(names);
  const text = (language: string) => {
    const name = given[language];
    return typeof name === "string" && name !== "" ? name : undefined;
  };
  const fallback = text("en") ?? text("zh") ?? text("es") ?? slug;
  return {
    zh: text("zh") ?? fallback,
    es: text("es") ?? fallback,
    en: text("en") ?? fallback,
  };
}

function parseNames(names: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(names);
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}
