import type { TrustHead } from "@sello/sdk";
import { verifyNote } from "@sello/sdk/log";
import type { Findings } from "./Findings.ts";
import { type OpenCheckpoint, openCheckpoint } from "./followCheckpoint.ts";
import { monitorLimits } from "./monitorLimits.ts";
import type { PublicApi } from "./PublicApi.ts";
import { asksPostQuantum, countQuorum, type QuorumCount, witnessKeysOf } from "./terms.ts";
import type { ViolationCode } from "./violationTexts.ts";

type Asked = {
  readonly head: TrustHead;
  /** Unix seconds. */
  readonly now: number;
  readonly postQuantum: boolean;
  readonly code: ViolationCode;
};

/**
 * Whether enough witnesses cosigned what the log holds. They need a moment, so the newest entries may wait for
 * them; what is older than that has to be covered by some checkpoint that has the quorum. Where the trust list names
 * as many post-quantum keys as the quorum asks for, these alone have to make one, too.
 */
export async function checkQuorum(
  api: PublicApi,
  newest: OpenCheckpoint,
  head: TrustHead,
  now: number,
  findings: Findings,
): Promise<void> {
  for (const asked of askedOf(head, now)) await checkWaiting(api, newest, asked, findings);
}

/** Whether the last checkpoint of a sealed log has a quorum: nothing can follow that would cover it. */
export async function checkFinalQuorum(
  final: OpenCheckpoint,
  head: TrustHead,
  now: number,
  findings: Findings,
): Promise<void> {
  // Of checkpoints that are not the newest the service keeps the Ed25519 lines alone (docs/decisions/0100).
  const [classical] = askedOf(head, now);
  if (classical === undefined || final.size === 0) return;
  const { needed, found } = await countOf(final, classical);
  const where = { log: final.origin, size: final.size };
  if (found < needed) findings.add(classical.code, where, { expected: needed, found });
}

function askedOf(head: TrustHead, now: number): readonly Asked[] {
  const classical = { head, now, postQuantum: false, code: "checkpoint.quorum" } as const;
  if (!asksPostQuantum(head)) return [classical];
  return [classical, { ...classical, postQuantum: true, code: "checkpoint.post-quantum-quorum" }];
}

async function checkWaiting(
  api: PublicApi,
  newest: OpenCheckpoint,
  asked: Asked,
  findings: Findings,
): Promise<void> {
  const { needed, found } = await countOf(newest, asked);
  if (found >= needed || newest.size === 0) return;
  const covered = await findCovered(api, newest, asked);
  const [waiting] = await api.entries(newest.origin, covered, 1);
  const since = waiting?.anchoredAt ?? 0;
  if (since + monitorLimits.lagSeconds >= asked.now) return;
  const where = { log: newest.origin, size: newest.size, covered, waitingSince: since };
  findings.add(asked.code, where, { expected: needed, found });
}

/** Size of the newest checkpoint with the quorum, looking back no further than needed to tell. */
async function findCovered(api: PublicApi, newest: OpenCheckpoint, asked: Asked): Promise<number> {
  const last = Math.max(0, newest.size - monitorLimits.quorumSteps);
  for (let size = newest.size - 1; size > last; size -= 1) {
    const text = await api.checkpointOf(newest.origin, size);
    if (text === null) continue; // Not every size is signed.
    const { needed, found } = await countOf(openCheckpoint(text), asked);
    if (found >= needed) return size;
  }
  return last;
}

async function countOf(checkpoint: OpenCheckpoint, asked: Asked): Promise<QuorumCount> {
  const { head, now, postQuantum } = asked;
  const keys = witnessKeysOf(head).map(({ key }) => key);
  const { attested } = await verifyNote(checkpoint.note, keys);
  const notAfter = now + monitorLimits.clockSkewSeconds;
  return countQuorum(head, attested, checkpoint, { notAfter, postQuantum });
}
