import { parseStatusListToken } from "@sello/sdk";
import { checkEnds } from "./checkEnds.ts";
import { checkQuorum } from "./checkQuorum.ts";
import type { Findings } from "./Findings.ts";
import {
  checkContinuation,
  checkRoot,
  checkSignatures,
  type OpenCheckpoint,
  openCheckpoint,
} from "./followCheckpoint.ts";
import { judgeEntries } from "./judgeEntries.ts";
import { judgeSuccession } from "./judgeSuccession.ts";
import type { LookParts } from "./LookParts.ts";
import type { LogState } from "./MonitorState.ts";
import type { LogReading } from "./readLog.ts";
import { type Published, sealedSize } from "./readPublished.ts";
import { checkStillRevoked } from "./readStatusLists.ts";
import { sampleEntries } from "./sampleEntries.ts";

/**
 * Checks that need only what the service says: does it contradict itself, or what it said before?
 * @returns the ends of keys whose roots are proved
 */
export async function checkPublished(
  parts: LookParts,
  published: Published,
  findings: Findings,
): Promise<readonly string[]> {
  const { api, before } = parts;
  const { figures, checkpoint, log, list, sealed } = published;
  if (checkpoint) await checkCheckpoint(parts, published, checkpoint, findings);
  const last = before.logs[log.origin]?.checkpoint ?? null;
  // One that has ended since is compared with its end.
  if (last !== null && !sealed.has(log.origin))
    await checkContinuation(api, openCheckpoint(last), checkpoint, findings);
  const readings = [...[...sealed.values()].map(({ reading }) => reading), log];
  const logs = toLogs(published, before.logs);
  for (const reading of readings.filter((each) => each !== null)) {
    if (list.isComplete) judgeEntries(withoutCommitment(reading), list, "trust-list", findings);
    judgeSuccession(list.head, reading, logs, findings);
  }
  if (figures) checkFigures(parts, published, findings);
  await checkStatusLists(parts, published, findings);
  return checkEnds(api, list.head, checkpoint, before.ends, findings);
}

/** Logs that have ended as they are known after this look: a successor's entries are held against them. */
const toLogs = (
  { sealed }: Published,
  before: Readonly<Record<string, LogState>>,
): Readonly<Record<string, LogState>> => ({
  ...before,
  ...Object.fromEntries([...sealed].map(([origin, { state }]) => [origin, state])),
});

/** Entries with documents: the first of a successor holds none. */
export const withoutCommitment = ({ entries, isSuccessor }: LogReading) =>
  isSuccessor ? entries.filter(({ index }) => index > 0) : entries;

async function checkCheckpoint(
  { api, now, random }: LookParts,
  { list: { head }, log }: Published,
  checkpoint: OpenCheckpoint,
  findings: Findings,
): Promise<void> {
  const deployment = head.deployments.find(({ origin }) => origin === checkpoint.origin);
  const last = head.deployments.at(-1);
  if (deployment === undefined || deployment !== last)
    findings.add(
      "checkpoint.origin",
      { size: checkpoint.size },
      {
        expected: last?.origin,
        found: checkpoint.text,
      },
    );
  if (deployment === undefined) return;
  await checkSignatures(checkpoint, head, deployment, findings);
  const path = "/v1/log/checkpoints";
  await findings.attempt(path, () => checkQuorum(api, checkpoint, head, now, findings));
  checkRoot(checkpoint, log, findings);
  await sampleEntries(api, checkpoint, random, findings);
}

function checkFigures({ before }: LookParts, published: Published, findings: Findings): void {
  const { figures, log, list, sealed } = published;
  const isKnown = list.head.deployments.some(({ origin }) => origin === log.origin);
  if (figures === null || !isKnown || sealed.has(log.origin)) return;
  const ended = sealedSize(list.head);
  const known = before.logs[log.origin]?.log.size ?? 0;
  if (figures.logSize < known + ended) {
    const sides = { expected: known + ended, found: figures.logSize };
    findings.add("figures.size", {}, sides);
    return;
  }
  // A size that the entries do not reach was reported as entries that are missing.
  const own = log.at.get(figures.logSize - ended);
  if (own === undefined) return;
  const earlier = [...sealed.values()].map(({ state }) => state.log.documents);
  const documents = earlier.reduce((sum, each) => sum + each, own.documents);
  // As the service counts: no further than a number goes.
  const expected = Math.min(documents, Number.MAX_SAFE_INTEGER);
  if (expected !== figures.documents) {
    const where = { logSize: figures.logSize };
    findings.add("figures.documents", where, { expected, found: figures.documents });
  }
}

async function checkStatusLists(
  { before }: LookParts,
  { statusLists }: Published,
  findings: Findings,
): Promise<void> {
  for (const { list } of statusLists) {
    const token = before.statusLists[list.uri];
    if (token !== undefined && token !== list.token.compact)
      checkStillRevoked(await parseStatusListToken(token), list, findings);
  }
}
