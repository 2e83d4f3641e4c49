import {
  type Accreditation,
  type Authority,
  fromBase64url,
  type Interval,
  type TrustList,
  toHex,
} from "@sello/sdk";
import type { AuthorityRecord, KeyTerm } from "@sello/sdk/trust";
import type { Findings } from "./Findings.ts";

/** Whether the trust list says of every authority what the registry contract's events say. */
export function compareRegistry(
  list: TrustList,
  facts: ReadonlyMap<string, AuthorityRecord>,
  findings: Findings,
): void {
  for (const [id, fact] of facts) {
    const listed = list.authorities.get(fact.id);
    if (listed) compareAuthority(listed, fact, findings);
    else findings.add("registry.authority", { authority: id }, { expected: fact.iss, found: null });
  }
  for (const { id, iss } of list.authorities.values())
    if (!facts.has(id))
      findings.add("registry.authority", { authority: id }, { expected: null, found: iss });
}

function compareAuthority(listed: Authority, fact: AuthorityRecord, findings: Findings): void {
  const where = { authority: fact.id, iss: fact.iss };
  const compare = (
    code: Parameters<Findings["add"]>[0],
    expected: unknown,
    found: unknown,
  ): void => {
    if (JSON.stringify(expected) !== JSON.stringify(found))
      findings.add(code, where, { expected, found });
  };
  compare("registry.authority", toIdentity(fact), toIdentity(listed));
  compare("registry.states", toStates(fact), toStates(listed));
  compare("registry.accreditations", toGrants(fact), toGrants(listed));
  // Of the contract's keys the list may leave out those whose public key nobody has published.
  const listedKeys = toSorted(listed.keys.map(toKeyFact));
  const known = fact.keys.filter(({ thumbprint }) =>
    listedKeys.some((key) => key.thumbprint === thumbprint),
  );
  compare("registry.keys", toSorted(known.map(toPlainKey)), listedKeys);
}

type Identity = Pick<Authority, "iss" | "kind" | "parent">;
const toIdentity = ({ iss, kind, parent }: Identity) => ({ iss, kind, parent });

const toStates = ({ states }: Pick<Authority, "states">) =>
  states.map(({ state, from, until }) => ({ state, from, until }));

const toGrants = ({ accreditations }: { readonly accreditations: readonly Accreditation[] }) =>
  toSorted(
    accreditations.map(({ documentType, delegate, from, until }) => ({
      documentType,
      delegate,
      from,
      until,
    })),
  );

const toKeyFact = ({ kid, from, until }: Authority["keys"][number]): KeyTerm => ({
  thumbprint: toHex(fromBase64url(kid)),
  from,
  until,
});

const toPlainKey = ({ thumbprint, from, until }: KeyTerm): KeyTerm => ({ thumbprint, from, until });

/** In one order, whichever they came in. */
const toSorted = <Fact extends Interval>(facts: readonly Fact[]): readonly Fact[] =>
  [...facts].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
