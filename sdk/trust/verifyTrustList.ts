import { parseVerifierKey, signatureTypes, type VerifierKey } from "../note/VerifierKey.ts";
import { verifyNote } from "../note/verifyNote.ts";
import { headKeys, presentSigners } from "./headKeys.ts";
import { parseTrustList } from "./parseTrustList.ts";
import { requireSamePast } from "./requireSamePast.ts";
import type { TrustHead, TrustList } from "./TrustList.ts";
import { TrustListError } from "./TrustListError.ts";

/** Who a verifier trusts to sign trust lists; comes with the program or from a person. */
export interface PinnedSigners {
  /** vkeys of type Ed25519 (0x01). */
  readonly keys: readonly string[];
  /** How many of them have to sign, ≥ 1. */
  readonly quorum: number;
}

/** Those whom a list names itself: for one that a person has compared, or that was kept by somebody who had. */
export const ownSigners = ({ head }: TrustList): PinnedSigners => ({
  keys: presentSigners(head).map(({ key }) => key),
  quorum: head.signerQuorum,
});

/** The same list with `signedBy`; throws TrustListError `trust-list.signatures`. */
export async function verifyTrustList(list: TrustList, pinned: PinnedSigners): Promise<TrustList> {
  const keys = pinned.keys.map(parseVerifierKey);
  return withSigners(list, keys, pinned.quorum);
}

/**
 * A newer list of the same network, signed by a quorum of the signers that the current one names
 * for it. The current list has to be verified itself. Throws TrustListError.
 */
export async function acceptSuccessor(current: TrustList, noteText: string): Promise<TrustList> {
  if (current.signedBy === null) {
    throw new TrustListError("trust-list.signatures", "the current list is not verified itself");
  }
  const next = parseTrustList(noteText);
  const { head } = current;
  requireSuccession(head, next.head);
  return withSigners(next, headKeys(head).signers, head.signerQuorum);
}

/**
 * Whether one head may follow another, apart from who signs it: a greater version of the same network, which says the same of all
 * that has ended. Throws TrustListError.
 */
export function requireSuccession(current: TrustHead, next: TrustHead): void {
  if (next.version <= current.version) {
    throw new TrustListError("trust-list.not-newer", "the version is not greater", {
      current: current.version,
      offered: next.version,
    });
  }
  if (next.network !== current.network) {
    throw new TrustListError("trust-list.other-network", "the list is about another network");
  }
  requireSamePast(current, next);
}

async function withSigners(
  list: TrustList,
  keys: readonly VerifierKey[],
  quorum: number,
): Promise<TrustList> {
  const { attested, forged } = await verifyNote(list.note, keys);
  const signers = attested.filter(({ key }) => key.type === signatureTypes.ed25519);
  const distinct = new Map(signers.map(({ key }) => [String(key.publicKey), key.name]));
  if (forged.length > 0 || quorum < 1 || distinct.size < quorum) {
    throw new TrustListError("trust-list.signatures", "not signed by enough pinned signers", {
      quorum,
      signed: distinct.size,
      forged: forged.length,
    });
  }
  return { ...list, signedBy: [...distinct.values()] };
}
