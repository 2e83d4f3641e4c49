import type {
  Accreditation,
  Authority,
  AuthorityId,
  AuthorityKind,
  AuthorityState,
  AuthorityStateInterval,
  Hex,
  Interval,
} from "@sello/sdk";
import type { RegistryEvent } from "./ChainNode.ts";

export type KeyFact = Interval & { readonly thumbprint: Hex };

/** An authority as the registry contract's events tell it. */
export type AuthorityFacts = Pick<
  Authority,
  "id" | "iss" | "kind" | "parent" | "states" | "accreditations"
> & { readonly keys: readonly KeyFact[] };

// Positions are the contract's enum values.
const kinds: readonly (AuthorityKind | undefined)[] = [
  undefined,
  "city",
  "district",
  "industry",
  "department",
];
const states: readonly (AuthorityState | undefined)[] = [
  undefined,
  "active",
  "suspended",
  "retired",
];
const accreditation = { none: 0, delegable: 2 } as const;

/** The registry after one more event. An event that no rule of the contract allows is left out. */
export function applyRegistryEvent(
  authorities: Map<AuthorityId, AuthorityFacts>,
  event: RegistryEvent,
): void {
  if (event.name === "AuthorityRegistered") {
    authorities.set(event.args.authority, toAuthority(event.args));
    return;
  }
  const known = authorities.get(event.args.authority);
  if (known) authorities.set(known.id, { ...known, ...change(known, event) });
}

function toAuthority(
  args: Extract<RegistryEvent, { name: "AuthorityRegistered" }>["args"],
): AuthorityFacts {
  const kind = kinds[args.kind] ?? "department";
  const from = Number(args.timestamp);
  return {
    id: args.authority,
    iss: args.issuer,
    kind,
    parent: kind === "city" ? null : args.parent,
    states: [{ state: "active", from, until: null }],
    accreditations: [],
    keys: [],
  };
}

function change(
  { states: before, keys, accreditations }: AuthorityFacts,
  event: Exclude<RegistryEvent, { name: "AuthorityRegistered" }>,
): Partial<AuthorityFacts> {
  const { name, args } = event;
  const at = Number(args.timestamp);
  if (name === "AuthorityStateChanged") {
    const state = states[args.state] ?? "suspended";
    return { states: follow<AuthorityStateInterval>(before, at, () => true, { state }) };
  }
  if (name === "SigningKeyChanged") {
    // The event states the whole interval now in force.
    const until = args.until === 0n ? null : Number(args.until);
    const key = { thumbprint: args.thumbprint, from: Number(args.from), until };
    return { keys: [...keys.filter((each) => each.thumbprint !== key.thumbprint), key] };
  }
  const { documentType, level } = args;
  const next =
    level === accreditation.none
      ? null
      : { documentType, delegate: level === accreditation.delegable };
  const isSame = (grant: Accreditation) => grant.documentType === documentType;
  return { accreditations: follow<Accreditation>(accreditations, at, isSame, next) };
}

/**
 * Ends what held of a fact and lets the next begin. Of several changes within one second the last
 * counts for all of it (IAuthorityRegistry).
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
