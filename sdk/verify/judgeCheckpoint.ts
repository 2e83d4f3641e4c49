import { isPostQuantumSignature } from "../note/cosignature.ts";
import type { NoteSignature } from "../note/SignedNote.ts";
import { isPostQuantum } from "../note/VerifierKey.ts";
import { type NoteAttestation, verifyNote } from "../note/verifyNote.ts";
import type { CheckpointNote } from "../presentation/openCheckpointNote.ts";
import { headKeys, type TermKey } from "../trust/headKeys.ts";
import {
  contradictsHead,
  findDeployment,
  isBeforeEnd,
  nextEnd,
  type PlacedDeployment,
} from "../trust/logTerms.ts";
import { isWithin } from "../trust/lookups.ts";
import type { LogEnd, QuorumTerm, TrustHead } from "../trust/TrustList.ts";

/** Why the witnesses of a checkpoint need not be counted. */
export type CheckpointRefusal =
  /** The list does not have this log. */
  | "unknown-log"
  /** A known key did not make the signature that is there under its name and id. */
  | "forged-signature"
  /** The list has another root for this size, or the log ended before it. */
  | "contradicts-list"
  /** Nobody signed it under the log's name. */
  | "not-signed"
  /** Somebody signed it under the log's name, with a key that the list does not have. */
  | "unknown-log-key"
  /** Only keys of the log signed it that had ended by this size, or that are distrusted. */
  | "key-ended";

/** A cosignature that counts, as far as its terms go: whether its time has come is for the clock to say. */
export interface Cosigning {
  readonly witness: string;
  /** Unix seconds. */
  readonly time: number;
  /** Its key has ended. */
  readonly isEnded: boolean;
}

/** What one quorum term makes of a checkpoint. */
export interface Round {
  readonly needed: number;
  /** Latest first. */
  readonly cosignings: readonly Cosigning[];
  /** Distinct witnesses among them. */
  readonly witnesses: number;
  /** The latest time that the quorum has signed or passed; null without a quorum, or where none is needed. */
  readonly quorumTime: number | null;
  /** The quorum has ended, or there are too few witnesses whose keys have not. */
  readonly isEnded: boolean;
  /** Witnesses of the list that signed it when their key, or this quorum, was not in force. */
  readonly outside: number;
}

/** What a head says of a checkpoint at any time. */
export interface JudgedCheckpoint {
  readonly refusal: CheckpointRefusal | null;
  /** Of the quorum terms that reach this checkpoint, the newest first. */
  readonly rounds: readonly Round[];
  /** Names that signed with keys that the list does not have. */
  readonly strangers: number;
  /**
   * The latest time in a cosignature, also by those whom the list does not have; null without one. Where it is after the
   * list, the rules may have changed since.
   */
  readonly latest: number | null;
  /**
   * A later size and root of the same log that the list states; null where it states none, or where the checkpoint is
   * just that one.
   */
  readonly end: LogEnd | null;
  /** It counts only as part of what had ended: the log is sealed, or its key is not in use any more. */
  readonly isOfEnded: boolean;
}

// Signatures are verified once for each note and head; what depends on the clock is decided at every call.
const judged = new WeakMap<TrustHead, WeakMap<CheckpointNote, Judging>>();
type Judging = { any?: Promise<JudgedCheckpoint>; postQuantum?: Promise<JudgedCheckpoint> };

/** @param onlyPostQuantum counts ML-DSA-44 cosignatures alone, and asks for one at least */
export function judgeCheckpoint(
  note: CheckpointNote,
  head: TrustHead,
  onlyPostQuantum: boolean,
): Promise<JudgedCheckpoint> {
  let notes = judged.get(head);
  if (notes === undefined) {
    notes = new WeakMap();
    judged.set(head, notes);
  }
  let judging = notes.get(note);
  if (judging === undefined) {
    judging = {};
    notes.set(note, judging);
  }
  const kind = onlyPostQuantum ? "postQuantum" : "any";
  judging[kind] ??= judge(note, head, onlyPostQuantum);
  return judging[kind];
}

const refuse = (refusal: CheckpointRefusal): JudgedCheckpoint => ({
  refusal,
  rounds: [],
  strangers: 0,
  latest: null,
  end: null,
  isOfEnded: false,
});

async function judge(
  { note, checkpoint }: CheckpointNote,
  head: TrustHead,
  onlyPostQuantum: boolean,
): Promise<JudgedCheckpoint> {
  const place = findDeployment(head, checkpoint.origin);
  if (place === null) return refuse("unknown-log");
  const { logs, witnesses } = headKeys(head);
  const logKeys = logs[place.index] ?? [];
  const { attested, forged } = await verifyNote(
    note,
    [...logKeys, ...witnesses].map(({ verifierKey }) => verifierKey),
  );
  if (forged.length > 0) return refuse("forged-signature");
  if (contradictsHead(head, place, checkpoint)) return refuse("contradicts-list");
  const isLogName = (name: string) =>
    name === checkpoint.origin || logKeys.some(({ verifierKey }) => verifierKey.name === name);
  const known = [...logKeys, ...witnesses];
  const unknown = note.signatures.filter((line) => !known.some(isOf(line)));
  const signing = logKeys.filter(hasSigned(attested));
  if (signing.length === 0)
    return refuse(unknown.some(({ name }) => isLogName(name)) ? "unknown-log-key" : "not-signed");
  const size = { head, place, size: checkpoint.size };
  const counting = signing.filter((term) => isReached(term, size));
  if (counting.length === 0) return refuse("key-ended");
  const cosigned = toCosigned(attested, witnesses, onlyPostQuantum);
  const parts = { ...size, cosigned, trustedUntil: trustedUntil(counting) };
  const rounds = head.quorums
    .filter((quorum) => isReached(quorum, size))
    .map((quorum) => toRound(quorum, parts, onlyPostQuantum))
    .reverse();
  // Without witnesses nobody shows that a distrusted key signed before.
  if (parts.trustedUntil !== null && rounds.some(({ needed }) => needed === 0))
    return refuse("key-ended");
  const others = unknown.filter(
    (line) => !isLogName(line.name) && isCosignature(line, onlyPostQuantum),
  );
  const strangers = new Set(others.map(({ name }) => name));
  for (const { term } of cosigned) strangers.delete(term.verifierKey.name);
  const latest = latestOf([...cosigned.map(({ time }) => time), ...others.map(timeOf)]);
  const isOfEnded = place.deployment.size !== null || counting.every(({ until }) => until !== null);
  const end = nextEnd(head, checkpoint);
  return { refusal: null, rounds, strangers: strangers.size, latest, end, isOfEnded };
}

const latestOf = (times: readonly number[]): number | null =>
  times.length === 0 ? null : Math.max(...times);

/** As the line says, unverified (C2SP tlog-cosignature, "Format": u64 timestamp || signature). */
function timeOf({ signature }: NoteSignature): number {
  return Number(new DataView(signature.buffer, signature.byteOffset).getBigUint64(0));
}

const isOf =
  ({ name, keyId }: NoteSignature) =>
  ({ verifierKey }: TermKey): boolean =>
    verifierKey.keyId === keyId && verifierKey.name === name;

const hasSigned =
  (attested: readonly NoteAttestation[]) =>
  ({ verifierKey }: TermKey): boolean =>
    attested.some(({ key }) => key === verifierKey);

/** Ed25519 with a time has 72 bytes, so that no signature of another kind passes for a witness's. */
const isCosignature = (line: NoteSignature, onlyPostQuantum: boolean): boolean =>
  isPostQuantumSignature(line) || (!onlyPostQuantum && line.signature.length === 72);

type Reach = {
  readonly head: TrustHead;
  readonly place: PlacedDeployment;
  readonly size: number;
};

const isReached = (term: { readonly end: LogEnd | null }, { head, place, size }: Reach): boolean =>
  isBeforeEnd(head, term, place, size);

/** From when on none of these keys is trusted; null: one of them is. */
function trustedUntil(keys: readonly TermKey[]): number | null {
  const times = keys.map(({ distrustedFrom }) => distrustedFrom);
  return times.includes(null) ? null : Math.max(...times.map((time) => time ?? 0));
}

type Cosigned = { readonly term: TermKey; readonly time: number };

function toCosigned(
  attested: readonly NoteAttestation[],
  witnesses: readonly TermKey[],
  onlyPostQuantum: boolean,
): readonly Cosigned[] {
  return attested.flatMap(({ key, timestamp }) => {
    const term = witnesses.find(({ verifierKey }) => verifierKey === key);
    if (term === undefined || timestamp === null) return [];
    // C2SP tlog-cosignature, "ML-DSA-44 signed message": at time 0 the cosigner does not say that it
    // has seen no larger tree, and tlog-witness ("add-checkpoint") forbids witnesses to leave it out.
    if (isPostQuantum(key) ? timestamp === 0 : onlyPostQuantum) return [];
    return [{ term, time: timestamp }];
  });
}

type RoundParts = Reach & {
  readonly cosigned: readonly Cosigned[];
  readonly trustedUntil: number | null;
};

function toRound(quorum: QuorumTerm, parts: RoundParts, onlyPostQuantum: boolean): Round {
  const { cosigned } = parts;
  const counts = ({ term, time }: Cosigned): boolean =>
    isWithin(quorum, time) &&
    isWithin(term, time) &&
    isBefore(time, term.distrustedFrom) &&
    isBefore(time, parts.trustedUntil) &&
    isReached(term, parts);
  const latest = new Map<string, number>();
  const cosignings: Cosigning[] = [];
  for (const each of cosigned.filter(counts)) {
    const witness = each.term.verifierKey.name;
    const isEnded = each.term.until !== null;
    cosignings.push({ witness, time: each.time, isEnded });
    latest.set(witness, Math.max(each.time, latest.get(witness) ?? 0));
  }
  const all = new Set(cosigned.map(({ term }) => term.verifierKey.name));
  const needed = onlyPostQuantum ? Math.max(quorum.needed, 1) : quorum.needed;
  const times = [...latest.values()].sort((a, b) => b - a);
  return {
    needed,
    cosignings: cosignings.sort((a, b) => b.time - a.time),
    witnesses: latest.size,
    quorumTime: times[needed - 1] ?? null,
    isEnded: quorum.until !== null || countInOffice(cosignings) < needed,
    outside: all.size - latest.size,
  };
}

const countInOffice = (cosignings: readonly Cosigning[]): number =>
  new Set(cosignings.filter(({ isEnded }) => !isEnded).map(({ witness }) => witness)).size;

const isBefore = (time: number, end: number | null): boolean => end === null || time < end;
