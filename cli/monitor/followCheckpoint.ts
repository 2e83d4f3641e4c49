import { type TrustList, toHex } from "@sello/sdk";
import {
  type Checkpoint,
  countWitnesses,
  formatVerifierKey,
  isPostQuantum,
  parseCheckpoint,
  parseNote,
  type SignedNote,
  type VerifierKey,
  verifyConsistency,
  verifyNote,
} from "@sello/sdk/log";
import {
  lastDeployment,
  presentLogKeys,
  presentQuorum,
  presentWitnessKeys,
} from "@sello/sdk/trust";
import type { Findings } from "./Findings.ts";
import { monitorLimits } from "./monitorLimits.ts";
import type { PublicApi } from "./PublicApi.ts";
import type { LogReading } from "./readLog.ts";
import type { ViolationCode } from "./violationTexts.ts";

/** A checkpoint taken apart; nothing of it is verified by that. */
export type OpenCheckpoint = Checkpoint & { readonly note: SignedNote; readonly text: string };

/** Throws SelloError. */
export function openCheckpoint(text: string): OpenCheckpoint {
  const note = parseNote(text);
  return { ...parseCheckpoint(note.text), note, text };
}

/** Whether it is our log's, with its key's signature, and nothing forged (C2SP tlog-checkpoint). */
export async function checkSignatures(
  checkpoint: OpenCheckpoint,
  list: TrustList,
  findings: Findings,
): Promise<void> {
  const { origin, size, note, text } = checkpoint;
  const log = lastDeployment(list.head);
  const logKeys = presentLogKeys(list.head);
  const isLogs = (name: string) => logKeys.some((key) => key.name === name);
  const where = { size };
  if (origin !== log.origin)
    findings.add("checkpoint.origin", where, { expected: log.origin, found: text });
  const { attested, forged } = await verifyNote(note, [
    ...logKeys,
    ...presentWitnessKeys(list.head),
  ]);
  if (forged.some(isLogs) || !attested.some(({ key }) => logKeys.includes(key))) {
    const expected = logKeys.map(formatVerifierKey).join(" ");
    findings.add("checkpoint.signature", where, { expected, found: text });
  }
  for (const witness of forged.filter((name) => !isLogs(name)))
    findings.add(
      "checkpoint.cosignature",
      { ...where, witness },
      { expected: witness, found: text },
    );
}

/**
 * Whether enough witnesses cosigned what the log holds. They need a moment, so the newest entries may wait for
 * them; what is older than that has to be covered by some checkpoint that has the quorum. Where the trust list names
 * as many post-quantum keys as the quorum asks for, these alone have to make one, too.
 */
export async function checkQuorum(
  api: PublicApi,
  newest: OpenCheckpoint,
  list: TrustList,
  now: number,
  findings: Findings,
): Promise<void> {
  const notAfter = now + monitorLimits.clockSkewSeconds;
  const witnessKeys = presentWitnessKeys(list.head);
  const quorum = presentQuorum(list.head);
  const needed = { quorum, notAfter };
  await checkQuorumOf(api, newest, { ...needed, keys: witnessKeys }, now, findings);
  const postQuantum = witnessKeys.filter(isPostQuantum);
  if (postQuantum.length < quorum) return;
  const code = "checkpoint.post-quantum-quorum";
  await checkQuorumOf(api, newest, { ...needed, keys: postQuantum }, now, findings, code);
}

type Needed = {
  readonly keys: readonly VerifierKey[];
  readonly quorum: number;
  readonly notAfter: number;
};

async function checkQuorumOf(
  api: PublicApi,
  newest: OpenCheckpoint,
  needed: Needed,
  now: number,
  findings: Findings,
  code: ViolationCode = "checkpoint.quorum",
): Promise<void> {
  const { quorum } = needed;
  const found = await countCosignatures(newest, needed);
  if (found >= quorum || newest.size === 0) return;
  const covered = await findCovered(api, newest, needed);
  const [waiting] = await api.entries(covered, 1);
  const since = waiting?.anchoredAt ?? 0;
  if (since + monitorLimits.lagSeconds >= now) return;
  const where = { size: newest.size, covered, waitingSince: since };
  findings.add(code, where, { expected: quorum, found });
}

/** Size of the newest checkpoint with the quorum, looking back no further than needed to tell. */
async function findCovered(
  api: PublicApi,
  newest: OpenCheckpoint,
  needed: Needed,
): Promise<number> {
  const last = Math.max(0, newest.size - monitorLimits.quorumSteps);
  for (let size = newest.size - 1; size > last; size -= 1) {
    const text = await api.checkpointOf(size);
    if (text === null) continue; // Not every size is signed.
    const count = await countCosignatures(openCheckpoint(text), needed);
    if (count >= needed.quorum) return size;
  }
  return last;
}

async function countCosignatures(
  { note }: OpenCheckpoint,
  { keys, notAfter }: Needed,
): Promise<number> {
  const { attested } = await verifyNote(note, keys);
  return countWitnesses(attested, keys, { notAfter }).count;
}

/** Whether the checkpoint is the root of the entries that were read. */
export function checkRoot(checkpoint: OpenCheckpoint, log: LogReading, findings: Findings): void {
  const own = log.at.get(checkpoint.size);
  if (own === undefined) return; // The entries did not reach it, and that was said.
  const expected = toHex(own.frontier.root());
  if (expected === toHex(checkpoint.root)) return;
  const found = { root: toHex(checkpoint.root), note: checkpoint.text };
  findings.add("checkpoint.root", { size: checkpoint.size }, { expected, found });
}

/** Whether it continues the one that was accepted before: never smaller, never another root. */
export async function checkContinuation(
  api: PublicApi,
  before: OpenCheckpoint,
  after: OpenCheckpoint | null,
  findings: Findings,
): Promise<void> {
  const sides = { expected: before.text, found: after?.text ?? null };
  const where = { size: before.size, newSize: after?.size ?? 0 };
  if (after === null || after.size < before.size) {
    findings.add("checkpoint.smaller", where, sides);
    if (after !== null && after.size > 0) await prove(api, after, before, findings);
    return;
  }
  const now = after.size === before.size ? after : await readAgain(api, before.size, findings);
  if (now?.size === before.size && !isSameRoot(before, now))
    findings.add("checkpoint.contradiction", where, { expected: before.text, found: now.text });
  if (after.size > before.size && before.size > 0) await prove(api, before, after, findings);
}

/** What the service says today of a size that it signed before; null when it says nothing. */
const readAgain = (
  api: PublicApi,
  size: number,
  findings: Findings,
): Promise<OpenCheckpoint | null> =>
  findings.attempt(`/v1/log/checkpoints/${size}`, async () => {
    const text = await api.checkpointOf(size);
    return text === null ? null : openCheckpoint(text);
  });

/** RFC 9162 §2.1.4: asks for the proof that the larger log continues the smaller, and checks it. */
async function prove(
  api: PublicApi,
  smaller: OpenCheckpoint,
  larger: OpenCheckpoint,
  findings: Findings,
): Promise<void> {
  const { size: size1, root: root1 } = smaller;
  const { size: size2, root: root2 } = larger;
  const path = await findings.attempt("/v1/log/proofs/consistency", () =>
    api.consistencyProof(size1, size2),
  );
  if (path === null || verifyConsistency({ size1, size2, root1, root2, path })) return;
  findings.add(
    "checkpoint.consistency",
    { size: size1, newSize: size2 },
    { expected: smaller.text, found: { note: larger.text, path: path.map(toHex) } },
  );
}

const isSameRoot = (a: Checkpoint, b: Checkpoint): boolean => toHex(a.root) === toHex(b.root);
