import type { NamedWitness } from "@sello/sdk";
import { isPostQuantum, parseVerifierKey } from "@sello/sdk/log";
import { isOpen, type Terms, type WitnessKeyTerm } from "../signing/terms/Terms.ts";

/** What a trust list of version 1 says of those in office: it has no terms. */
export function toTrustFrame(origin: string, terms: Terms) {
  const key = terms.logKeys.find((term) => term.origin === origin && isOpen(term))?.key ?? "";
  const byName = Map.groupBy(terms.witnessKeys.filter(isOpen), ({ name }) => name);
  return {
    log: { origin, key },
    witnesses: [...byName].map(([name, keys]) => toNamed(name, keys)),
    quorum: terms.quorums.find(isOpen)?.needed ?? 0,
  };
}

function toNamed(name: string, terms: readonly WitnessKeyTerm[]): NamedWitness {
  const ofKind = (wanted: boolean) =>
    terms.find(({ key }) => isPostQuantum(parseVerifierKey(key)) === wanted)?.key;
  const postQuantumKey = ofKind(true);
  return {
    name,
    key: ofKind(false) ?? "",
    ...(postQuantumKey === undefined ? {} : { postQuantumKey }),
  };
}
