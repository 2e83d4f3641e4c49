import { type Deployment, fromBase64, type TrustHead, toHex } from "@sello/sdk";
import { encodeLogEntry, Frontier, hashLeaf } from "@sello/sdk/log";
import { BatchRoots } from "./BatchRoots.ts";
import { checkFinalQuorum } from "./checkQuorum.ts";
import type { Findings } from "./Findings.ts";
import {
  checkContinuation,
  checkSignatures,
  type OpenCheckpoint,
  openCheckpoint,
} from "./followCheckpoint.ts";
import { emptyLog, type LogState } from "./MonitorState.ts";
import { monitorLimits } from "./monitorLimits.ts";
import type { PublicApi, ServedEntry } from "./PublicApi.ts";
import { type LogReading, readLog, toPosition } from "./readLog.ts";
import { checkInclusion } from "./sampleEntries.ts";

export type SealedParts = {
  readonly api: PublicApi;
  readonly head: TrustHead;
  readonly logs: Readonly<Record<string, LogState>>;
  /** Unix seconds. */
  readonly now: number;
  /** From 0 (inclusive) to 1. */
  readonly random: () => number;
};

/** A sealed log as it is now known, with what was read of it in this look. */
export type SealedReading = { readonly state: LogState; readonly reading: LogReading | null };

/** How a deployment ended, as the trust list states it; null for one that is open. */
export function endOf({ size, root }: Deployment): { size: number; root: Uint8Array } | null {
  return size === null || root === null ? null : { size, root: fromBase64(root) };
}

/**
 * Follows a sealed log to the end that the trust list states, once; from then on it has to stay there, and entries that
 * are drawn have to be in it.
 */
export async function followSealed(
  parts: SealedParts,
  deployment: Deployment,
  findings: Findings,
): Promise<SealedReading> {
  const known = parts.logs[deployment.origin] ?? emptyLog;
  const end = endOf(deployment);
  if (end === null) return { state: known, reading: null };
  const final = await readFinal(parts, deployment, end, findings);
  if (known.batchRoots !== null) {
    await drawEntry(parts, deployment, end, findings);
    return { state: known, reading: null };
  }
  return readToEnd(parts, deployment, { known, final, end }, findings);
}

type End = NonNullable<ReturnType<typeof endOf>>;

/** The last checkpoint, if it is the one that the list states. */
async function readFinal(
  { api, now, head }: SealedParts,
  deployment: Deployment,
  end: End,
  findings: Findings,
): Promise<OpenCheckpoint | null> {
  const { origin } = deployment;
  if (end.size === 0) return null;
  const final = await findings.attempt(`/v1/log/checkpoints/${end.size}`, async () => {
    const text = await api.checkpointOf(origin, end.size);
    return text === null ? null : openCheckpoint(text);
  });
  const isRight =
    final?.origin === origin && final.size === end.size && toHex(final.root) === toHex(end.root);
  if (final === null || !isRight) {
    const expected = { size: end.size, root: toHex(end.root) };
    const where = { log: origin, size: end.size };
    findings.add("log.sealed", where, { expected, found: final?.text ?? null });
    return null;
  }
  await checkSignatures(final, head, deployment, findings);
  await checkFinalQuorum(final, head, now, findings);
  return final;
}

async function readToEnd(
  { api, head }: SealedParts,
  deployment: Deployment,
  { known, final, end }: { known: LogState; final: OpenCheckpoint | null; end: End },
  findings: Findings,
): Promise<SealedReading> {
  const { origin } = deployment;
  const where = { log: origin, size: end.size };
  const stated = { size: end.size, root: toHex(end.root) };
  if (known.log.size > end.size) {
    findings.add("log.sealed", where, { expected: known.checkpoint, found: stated });
    return { state: known, reading: null };
  }
  if (known.checkpoint !== null && final !== null)
    await checkContinuation(api, openCheckpoint(known.checkpoint), final, findings);
  const isSuccessor = head.deployments[0]?.origin !== origin;
  const asked = { origin, known: known.log, sizes: [end.size], isSuccessor };
  const reading = await readLog(api, asked, findings);
  const own = reading.at.get(end.size);
  if (own === undefined) return { state: known, reading };
  const found = toHex(own.frontier.root());
  if (found !== stated.root) {
    findings.add("log.sealed", where, { expected: stated.root, found });
    return { state: known, reading };
  }
  const batchRoots = await collectRoots(api, deployment, end, reading.entries, findings);
  if (batchRoots === null || (final === null && end.size > 0)) return { state: known, reading };
  const { documents, lastAnchoredAt } = own;
  const log = { ...toPosition(own.frontier), documents, lastAnchoredAt };
  const state = { checkpoint: final?.text ?? null, log, batchRoots: batchRoots.toString() };
  return { state, reading };
}

/** Roots of all batches; those that were read in earlier looks are read again, and lead to the same root. */
async function collectRoots(
  api: PublicApi,
  { origin }: Deployment,
  end: End,
  read: readonly ServedEntry[],
  findings: Findings,
): Promise<BatchRoots | null> {
  if (read.length === end.size) return BatchRoots.of(read.map(({ batchRoot }) => batchRoot));
  const roots: Uint8Array[] = [];
  const frontier = new Frontier();
  while (frontier.size < end.size) {
    const limit = Math.min(monitorLimits.entriesPerRequest, end.size - frontier.size);
    const path = `/v1/log/entries?start=${frontier.size}`;
    const page = await findings.attempt(path, () => api.entries(origin, frontier.size, limit));
    if (page === null || page.length === 0) return null;
    for (const entry of page) {
      frontier.append(hashLeaf(encodeLogEntry(entry)));
      roots.push(entry.batchRoot);
    }
  }
  const [expected, found] = [toHex(end.root), toHex(frontier.root())];
  if (expected === found) return BatchRoots.of(roots);
  findings.add("log.sealed", { log: origin, size: end.size }, { expected, found });
  return null;
}

/** One entry with its path to the end: what was read once could be shown otherwise to others since. */
async function drawEntry(
  { api, random }: SealedParts,
  { origin }: Deployment,
  { size, root }: End,
  findings: Findings,
): Promise<void> {
  if (size === 0) return;
  const index = Math.min(size - 1, Math.floor(random() * size));
  await checkInclusion(api, { origin, size, root }, index, null, findings);
}
