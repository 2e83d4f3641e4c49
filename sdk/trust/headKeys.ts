import { parseVerifierKey, type SignatureType, type VerifierKey } from "../note/VerifierKey.ts";
import type { Deployment, Interval, NoteKeyTerm, TrustHead, Witness } from "./TrustList.ts";
import { unsound } from "./TrustListError.ts";

/** A key with its term, taken apart. */
export interface TermKey extends NoteKeyTerm {
  readonly verifierKey: VerifierKey;
}

/** The keys that a head names, taken apart once. */
export interface HeadKeys {
  /** Of each deployment, in the head's order. */
  readonly logs: readonly (readonly TermKey[])[];
  /** Of all witnesses, in the head's order. */
  readonly witnesses: readonly TermKey[];
  /** Of those who sign the next version. */
  readonly signers: readonly VerifierKey[];
}

const opened = new WeakMap<TrustHead, HeadKeys>();

/** Throws NoteError `note.vkey`. */
export function headKeys(head: TrustHead): HeadKeys {
  let keys = opened.get(head);
  if (keys === undefined) {
    keys = {
      logs: head.deployments.map((deployment) => deployment.keys.map(open)),
      witnesses: head.witnesses.flatMap((witness) => witness.keys.map(open)),
      signers: presentSigners(head).map(({ key }) => parseVerifierKey(key)),
    };
    opened.set(head, keys);
  }
  return keys;
}

const open = (term: NoteKeyTerm): TermKey => ({ ...term, verifierKey: parseVerifierKey(term.key) });

const isPresent = ({ until }: Interval): boolean => until === null;

/** Those who sign the next version. */
export const presentSigners = ({ signers }: TrustHead) => signers.filter(isPresent);

/** The deployment that takes batches; null while one is sealed and the next has not begun. */
export const openDeployment = ({ deployments }: TrustHead): Deployment | null =>
  deployments.find(isPresent) ?? null;

/** The last deployment: the open one, or the one that was sealed last. */
export const lastDeployment = ({ deployments }: TrustHead): Deployment =>
  deployments.at(-1) as Deployment;

/** The keys that sign the last log's checkpoints now; the one that the head names first comes first. */
export function presentLogKeys(head: TrustHead): readonly VerifierKey[] {
  return (headKeys(head).logs.at(-1) ?? []).filter(isPresent).map(toKey);
}

/** The keys of the witnesses in office. */
export function presentWitnessKeys(head: TrustHead): readonly VerifierKey[] {
  return headKeys(head).witnesses.filter(isPresent).map(toKey);
}

/** Witnesses in office. */
export const presentWitnesses = ({ witnesses }: TrustHead): readonly Witness[] =>
  witnesses.filter(({ keys }) => keys.some(isPresent));

/** How many witnesses a checkpoint of now needs. */
export const presentQuorum = ({ quorums }: TrustHead): number =>
  quorums.find(isPresent)?.needed ?? 0;

const toKey = ({ verifierKey }: TermKey): VerifierKey => verifierKey;

/** Throws TrustListError, or NoteError for what is no key at all. */
export function requireKeyType(vkey: string, type: SignatureType, reason: string): void {
  if (parseVerifierKey(vkey).type !== type) throw unsound(reason);
}
