import { toHex } from "../encoding/hex.ts";
import { type SignatureType, signatureTypes } from "../note/VerifierKey.ts";
import { headKeys, presentSigners, presentWitnesses, type TermKey } from "./headKeys.ts";
import type { Deployment, Interval, LogEnd, QuorumTerm, TrustHead } from "./TrustList.ts";
import { unsound } from "./TrustListError.ts";

// What the members of a head mean together. Every function throws TrustListError `trust-list.content` with `reason` as
// data.

export function requireSoundHead(head: TrustHead): void {
  if (head.validUntil <= head.issuedAt) throw unsound("never-valid");
  if (head.signersSince > head.version) throw unsound("signers-since");
  if (head.deployments[0]?.origin !== head.network) throw unsound("network");
  requireUnique(
    head.deployments.map(({ origin }) => origin),
    "origin-twice",
  );
  requireRow(head.deployments, "deployments");
  head.deployments.forEach(requireSeal);
  for (const keys of headKeys(head).logs) requireLogKeys(keys, head);
  requireWitnesses(head);
  requireQuorums(head);
  requireSigners(head);
}

/** Terms that follow each other: none begins before the last one ended, and only the last may be open. */
function requireRow(terms: readonly Interval[], reason: string): void {
  terms.forEach(({ from }, i) => {
    const before = terms[i - 1];
    if (before !== undefined && (before.until === null || before.until > from))
      throw unsound(reason);
  });
}

function requireSeal({ until, size, root, keys, origin }: Deployment): void {
  const isSealed = until !== null;
  if (isSealed !== (size !== null) || isSealed !== (root !== null))
    throw unsound("seal", { origin });
  if (keys.length === 0) throw unsound("log-key", { origin });
}

function requireLogKeys(keys: readonly TermKey[], head: TrustHead): void {
  requireKeys(keys, [signatureTypes.ed25519], "log-key");
  requireTerms(keys, head, "log-key");
}

/** Distinct public keys, too: one key under two names must not count twice towards a quorum. */
function requireKeys(
  keys: readonly TermKey[],
  types: readonly SignatureType[],
  reason: string,
): void {
  if (keys.some(({ verifierKey }) => !types.includes(verifierKey.type))) throw unsound(reason);
  requireUnique(
    keys.map(({ verifierKey }) => toHex(verifierKey.publicKey)),
    reason,
  );
}

/** In the order in which they began, and with the log's size and root where they have ended. */
function requireTerms(keys: readonly TermKey[], head: TrustHead, reason: string): void {
  keys.forEach((term, i) => {
    if (term.from < (keys[i - 1]?.from ?? 0)) throw unsound(reason);
    requireEnd(term, head, reason);
  });
}

function requireEnd(
  { until, end }: Interval & { readonly end: LogEnd | null },
  { deployments }: TrustHead,
  reason: string,
): void {
  if ((until === null) !== (end === null)) throw unsound(reason);
  if (end === null) return;
  const log = deployments.find(({ origin }) => origin === end.origin);
  if (log === undefined || (log.size !== null && end.size > log.size)) throw unsound(reason);
}

function requireWitnesses(head: TrustHead): void {
  const reason = "witness-keys";
  const { cosignatureV1, cosignatureMlDsa44 } = signatureTypes;
  requireKeys(headKeys(head).witnesses, [cosignatureV1, cosignatureMlDsa44], reason);
  const all = [...headKeys(head).witnesses];
  const names = head.witnesses.map((witness) => {
    const keys = all.splice(0, witness.keys.length);
    const [first] = keys;
    if (first?.verifierKey.type !== cosignatureV1) throw unsound(reason);
    const { name } = first.verifierKey;
    if (keys.some(({ verifierKey }) => verifierKey.name !== name)) throw unsound(reason);
    requireTerms(keys, head, reason);
    return name;
  });
  requireUnique(names, reason);
}

function requireQuorums(head: TrustHead): void {
  const { quorums, witnesses } = head;
  const inOffice = presentWitnesses(head).length;
  if (quorums.length === 0) throw unsound("quorum");
  requireRow(quorums, "quorum");
  for (const term of quorums) {
    requireEnd(term, head, "quorum");
    if (term.needed > reachable(term, inOffice, witnesses.length)) throw unsound("quorum");
  }
}

const reachable = ({ until }: QuorumTerm, inOffice: number, ever: number): number =>
  until === null ? inOffice : ever;

function requireSigners(head: TrustHead): void {
  const keys = headKeys(head).signers;
  if (head.signerQuorum > presentSigners(head).length) throw unsound("signer-quorum");
  if (keys.some(({ type }) => type !== signatureTypes.ed25519)) throw unsound("signer-keys");
  requireUnique(
    keys.map(({ name }) => name),
    "signer-keys",
  );
  requireUnique(
    keys.map(({ publicKey }) => toHex(publicKey)),
    "signer-keys",
  );
}

export function requireUnique(values: readonly string[], reason: string): void {
  if (new Set(values).size !== values.length) throw unsound(reason);
}
