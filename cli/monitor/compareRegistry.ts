import {
  type Authority,
  fromBase64url,
  type Interval,
  type TrustHead,
  type TrustList,
  toHex,
  type ValidatorTerm,
} from "@sello/sdk";
import {
  type AuthorityRecord,
  findFaults,
  isOfWhole,
  isSoundTerm,
  type KeyTerm,
  lineage,
  listedValidators,
  prefixOf,
} from "@sello/sdk/trust";
import type { Facts } from "./Facts.ts";
import type { Findings } from "./Findings.ts";
import type { NamedRecord } from "./MonitorState.ts";
import { readPlainNames } from "./readPlainNames.ts";

/** An authority of the registry that no trust list represents, and why. */
export type LeftOut = {
  readonly authority: string;
  readonly iss: string;
  readonly reason: string;
};

/**
 * Whether the trust list says of every authority what the registries' events say.
 * @returns those that the list leaves out as it should, since no reader represents them
 */
export function compareRegistry(
  list: TrustList,
  facts: Facts,
  findings: Findings,
): readonly LeftOut[] {
  const leftOut: LeftOut[] = [];
  compareValidators(list.head, facts, findings);
  const prefixes = prefixesOf(facts);
  for (const [id, fact] of facts.authorities) {
    const listed = list.authorities.get(fact.id);
    const reason = findReason(facts, fact, prefixes);
    if (reason !== null) leftOut.push({ authority: id, iss: fact.iss, reason });
    if (listed) compareAuthority(listed, fact, facts.knownFrom, findings);
    else if (reason === null)
      findings.add("registry.authority", { authority: id }, { expected: fact.iss, found: null });
  }
  for (const { id, iss } of list.authorities.values())
    if (!facts.authorities.has(id))
      findings.add("registry.authority", { authority: id }, { expected: null, found: iss });
  return leftOut;
}

function compareValidators(head: TrustHead, facts: Facts, findings: Findings): void {
  // List 1 names none.
  if (head.authorities.root === "") return;
  const known = (terms: readonly ValidatorTerm[]) =>
    toSorted(knownTerms(terms, facts.knownFrom).map(toValidator));
  const expected = known(listedValidators(facts.validators));
  const found = known(head.validators);
  if (JSON.stringify(expected) !== JSON.stringify(found))
    findings.add("registry.validators", {}, { expected, found });
}

function prefixesOf({ authorities, prefixes }: Facts): readonly string[] {
  const city = [...authorities.values()].find(({ kind }) => kind === "city");
  return [...(city ? [prefixOf(city.iss)] : []), ...prefixes];
}

/** Why a list cannot hold the authority; null when it can. */
function findReason(facts: Facts, fact: NamedRecord, prefixes: readonly string[]): string | null {
  const line = lineage(facts, fact);
  if (line.length === 0) return "authority.above";
  const faulty = line.find((each) => findFaults(each, prefixes).some(isOfWhole));
  if (faulty === undefined) return null;
  return faulty === fact ? (findFaults(fact, prefixes)[0]?.code ?? null) : "authority.above";
}

function compareAuthority(
  listed: Authority,
  fact: NamedRecord,
  knownFrom: number | null,
  findings: Findings,
): void {
  const where = { authority: fact.id, iss: fact.iss };
  const compare = (
    code: Parameters<Findings["add"]>[0],
    expected: unknown,
    found: unknown,
  ): void => {
    if (JSON.stringify(expected) !== JSON.stringify(found))
      findings.add(code, where, { expected, found });
  };
  const known = <Fact extends Interval>(terms: readonly Fact[]) => knownTerms(terms, knownFrom);
  compare("registry.authority", toIdentity(fact), toIdentity(listed));
  const names = readPlainNames(fact.names);
  if (names !== null) compare("registry.name", names, toName(listed));
  compare("registry.states", toStates(known(fact.states)), toStates(known(listed.states)));
  compare(
    "registry.accreditations",
    toGrants(known(fact.accreditations)),
    toGrants(known(listed.accreditations)),
  );
  compareKeys(listed, fact, compare);
}

/** Of the contract's keys the list may leave out those whose public key nobody has published, or whose term no reader holds. */
function compareKeys(
  listed: Authority,
  fact: AuthorityRecord,
  compare: (code: "registry.keys", expected: unknown, found: unknown) => void,
): void {
  const listedKeys = toSorted(listed.keys.map(toKeyFact));
  const known = fact.keys.filter(
    (key) => isSoundTerm(key) && listedKeys.some(({ thumbprint }) => thumbprint === key.thumbprint),
  );
  compare("registry.keys", toSorted(known.map(toPlainKey)), listedKeys);
}

/**
 * Terms as far as both sides can know them: without those that were over before the first chain that was seen, and with
 * one beginning for all that began before it.
 */
const knownTerms = <Fact extends Interval>(
  terms: readonly Fact[],
  knownFrom: number | null,
): readonly Fact[] =>
  knownFrom === null
    ? terms
    : terms
        .filter(({ until }) => until === null || until > knownFrom)
        .map((term) => ({ ...term, from: Math.max(term.from, knownFrom) }));

type Identity = Pick<Authority, "iss" | "kind" | "parent">;
const toIdentity = ({ iss, kind, parent }: Identity) => ({ iss, kind, parent });

const toName = ({ name: { zh, es, en } }: Authority) => ({ zh, es, en });

const toStates = (states: Authority["states"]) =>
  states.map(({ state, from, until }) => ({ state, from, until }));

const toValidator = ({ authority, name, consensusKey, power, from, until }: ValidatorTerm) => ({
  authority,
  name,
  consensusKey,
  power,
  from,
  until,
});

const toGrants = (accreditations: Authority["accreditations"]) =>
  toSorted(
    accreditations.map(({ documentType, delegate, from, until }) => ({
      documentType,
      delegate,
      from,
      until,
    })),
  );

type DistrustedTerm = KeyTerm & { readonly distrustedFrom?: number | null };

const toKeyFact = ({ kid, from, until, ...rest }: Authority["keys"][number]) =>
  toPlainKey({ ...rest, thumbprint: toHex(fromBase64url(kid)), from, until });

const toPlainKey = ({ thumbprint, from, until, distrustedFrom = null }: DistrustedTerm) => ({
  thumbprint,
  from,
  until,
  distrustedFrom,
});

/** In one order, whichever they came in. */
const toSorted = <Fact extends Interval>(facts: readonly Fact[]): readonly Fact[] =>
  [...facts].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
