import type { CheckpointNote } from "../presentation/openCheckpointNote.ts";
import type { LogEnd, TrustHead } from "../trust/TrustList.ts";
import {
  type CheckpointRefusal,
  type JudgedCheckpoint,
  judgeCheckpoint,
  type Round,
} from "./judgeCheckpoint.ts";

/** Which cosignatures count. Unix seconds; either end may be open. */
interface CosignatureWindow {
  readonly notBefore?: number;
  readonly notAfter: number;
}

interface WitnessCount {
  /** Distinct witnesses whose cosignature counts. */
  readonly count: number;
  /** The latest time among them, or null without one. */
  readonly latest: number | null;
}

/** What the keys of a trust list say of a checkpoint. */
export interface CheckpointAttestation {
  readonly result:
    | "ok"
    | CheckpointRefusal
    | "too-few-witnesses"
    /** There are enough, but from our future: they agree on a later time than our clock shows. */
    | "clock-behind"
    | "too-few-post-quantum"
    /** There may be enough, by keys that the list does not have. */
    | "unknown-witnesses"
    /** There are enough, but some by keys that were not in force when they signed. */
    | "ended-witnesses"
    /** There are too few for the list at hand, which is older than the checkpoint. */
    | "unknown-quorum";
  /** Witnesses that count. */
  readonly witnesses: number;
  /** Witnesses that are needed. */
  readonly quorum: number;
  /** Unix seconds; null without witnesses. */
  readonly witnessedAt: number | null;
  /** Unix seconds: a time that a quorum of witnesses has signed, whatever our clock says; null without a quorum. */
  readonly signedAt: number | null;
  /**
   * It counts by keys that have ended, or its log is sealed: a later size and root of the log, that it has to be part
   * of. null where nothing has to be shown.
   */
  readonly partOf: LogEnd | null;
}

/** C2SP tlog-proof, "Verifying", steps 2 and 3, by the terms of the list's keys and quorums. */
export async function attestCheckpoint(
  note: CheckpointNote,
  head: TrustHead,
  window: CosignatureWindow,
  requirePostQuantum = false,
): Promise<CheckpointAttestation> {
  const judged = await judgeCheckpoint(note, head, requirePostQuantum);
  if (judged.refusal !== null) return refused(judged.refusal);
  const counts = judged.rounds.map((round) => countInWindow(round, window));
  const { round, found } = choose(judged.rounds, counts);
  const signedAt = latest(judged.rounds.map(({ quorumTime }) => quorumTime));
  const result =
    found.count >= round.needed
      ? "ok"
      : signedAt !== null && signedAt > window.notAfter
        ? "clock-behind"
        : whatLacks(judged, head, round, found.count, requirePostQuantum);
  const { count: witnesses, latest: witnessedAt } = found;
  const partOf = judged.isOfEnded || round.isEnded ? judged.end : null;
  return { result, witnesses, quorum: round.needed, witnessedAt, signedAt, partOf };
}

const refused = (result: CheckpointRefusal): CheckpointAttestation => ({
  result,
  witnesses: 0,
  quorum: 0,
  witnessedAt: null,
  signedAt: null,
  partOf: null,
});

/** Counts witnesses, each once however often and with however many of its keys it signed. */
function countInWindow(
  { cosignings, witnesses }: Round,
  { notBefore = 0, notAfter }: CosignatureWindow,
): WitnessCount {
  const [last, first] = [cosignings[0], cosignings.at(-1)];
  if (last === undefined || first === undefined) return { count: 0, latest: null };
  if (last.time <= notAfter && first.time >= notBefore)
    return { count: witnesses, latest: last.time };
  const inside = cosignings.filter(({ time }) => time >= notBefore && time <= notAfter);
  const names = new Set(inside.map(({ witness }) => witness));
  return { count: names.size, latest: inside[0]?.time ?? null };
}

const noRound: Round = {
  needed: 1,
  cosignings: [],
  witnesses: 0,
  quorumTime: null,
  isEnded: false,
  outside: 0,
};

/** The newest quorum term that the checkpoint fulfils; without one, that which lacks the fewest witnesses. */
function choose(rounds: readonly Round[], counts: readonly WitnessCount[]) {
  let best = { round: noRound, found: { count: 0, latest: null } as WitnessCount };
  let least = Number.POSITIVE_INFINITY;
  rounds.forEach((round, i) => {
    const found = counts[i] as WitnessCount;
    const lacking = Math.max(0, round.needed - found.count);
    if (lacking >= least) return;
    least = lacking;
    best = { round, found };
  });
  return best;
}

const latest = (times: readonly (number | null)[]): number | null =>
  times.reduce((most, time) => (most === null || (time ?? 0) > most ? time : most), null);

/** Too few under this list: whether a newer list could say otherwise. */
function whatLacks(
  judged: JudgedCheckpoint,
  head: TrustHead,
  { needed, outside }: Round,
  count: number,
  requirePostQuantum: boolean,
): CheckpointAttestation["result"] {
  if (count + judged.strangers >= needed) return "unknown-witnesses";
  if (count + judged.strangers + outside >= needed) return "ended-witnesses";
  if ((judged.latest ?? 0) > head.issuedAt) return "unknown-quorum";
  return requirePostQuantum ? "too-few-post-quantum" : "too-few-witnesses";
}
