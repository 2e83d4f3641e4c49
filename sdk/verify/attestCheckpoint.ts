import { isPostQuantum, type VerifierKey } from "../note/VerifierKey.ts";
import { type NoteAttestation, type NoteVerification, verifyNote } from "../note/verifyNote.ts";
import { type CosignatureWindow, countWitnesses, findQuorumTime } from "../note/witnessQuorum.ts";
import type { CheckpointNote } from "../presentation/openCheckpointNote.ts";
import {
  lastDeployment,
  presentLogKeys,
  presentQuorum,
  presentWitnessKeys,
} from "../trust/headKeys.ts";
import type { TrustList } from "../trust/TrustList.ts";

/** Which keys of the trust list have signed a checkpoint. */
export interface CheckpointAttestation {
  readonly result:
    | "ok"
    | "wrong-log"
    | "forged-signature"
    | "not-signed"
    | "too-few-witnesses"
    /** There are enough, but from our future: they agree on a later time than our clock shows. */
    | "clock-behind"
    | "too-few-post-quantum";
  /** Witnesses that count. */
  readonly witnesses: number;
  /** Witnesses that are needed. */
  readonly quorum: number;
  /** Unix seconds; null without witnesses. */
  readonly witnessedAt: number | null;
  /** Unix seconds: a time that a quorum of witnesses has signed, whatever our clock says; null without a quorum. */
  readonly signedAt: number | null;
}

// Signatures are verified once for each note and trust list; whether they count depends on the
// time and is decided at every call.
const verified = new WeakMap<TrustList, WeakMap<CheckpointNote, Promise<NoteVerification>>>();

/** C2SP tlog-proof, "Verifying", steps 2 and 3. */
export async function attestCheckpoint(
  checkpointNote: CheckpointNote,
  trustList: TrustList,
  window: CosignatureWindow,
  requirePostQuantum = false,
): Promise<CheckpointAttestation> {
  const { head } = trustList;
  const [logKey] = presentLogKeys(head);
  const witnessKeys = presentWitnessKeys(head);
  const needed = presentQuorum(head);
  const quorum = requirePostQuantum ? Math.max(needed, 1) : needed;
  const refused = (result: CheckpointAttestation["result"]) => ({
    result,
    witnesses: 0,
    quorum,
    witnessedAt: null,
    signedAt: null,
  });
  if (checkpointNote.checkpoint.origin !== lastDeployment(head).origin) return refused("wrong-log");
  const { attested, forged } = await verifyOnce(checkpointNote, trustList);
  if (forged.length > 0) return refused("forged-signature");
  if (!attested.some(({ key }) => key === logKey)) return refused("not-signed");
  const keys = requirePostQuantum ? witnessKeys.filter(isPostQuantum) : witnessKeys;
  const { count, latest } = countWitnesses(attested, keys, window);
  const lacking = requirePostQuantum ? "too-few-post-quantum" : "too-few-witnesses";
  const signedAt = requirePostQuantum
    ? findQuorumTime(attested, keys, quorum)
    : signedTime(attested, keys, quorum);
  const result = count >= quorum ? "ok" : isAhead(signedAt, window) ? "clock-behind" : lacking;
  return { result, witnesses: count, quorum, witnessedAt: latest, signedAt };
}

// The same for every document of a checkpoint, whatever the time is: found once.
const signedTimes = new WeakMap<readonly NoteAttestation[], { readonly time: number | null }>();

function signedTime(
  attested: readonly NoteAttestation[],
  keys: readonly VerifierKey[],
  quorum: number,
): number | null {
  let known = signedTimes.get(attested);
  if (known === undefined) {
    known = { time: findQuorumTime(attested, keys, quorum) };
    signedTimes.set(attested, known);
  }
  return known.time;
}

const isAhead = (time: number | null, { notAfter }: CosignatureWindow): boolean =>
  time !== null && time > notAfter;

function verifyOnce(
  checkpointNote: CheckpointNote,
  trustList: TrustList,
): Promise<NoteVerification> {
  let notes = verified.get(trustList);
  if (notes === undefined) {
    notes = new WeakMap();
    verified.set(trustList, notes);
  }
  let verification = notes.get(checkpointNote);
  if (verification === undefined) {
    const keys = [...presentLogKeys(trustList.head), ...presentWitnessKeys(trustList.head)];
    verification = verifyNote(checkpointNote.note, keys);
    notes.set(checkpointNote, verification);
  }
  return verification;
}
