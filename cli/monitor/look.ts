import { parseStatusListToken, type TrustList } from "@sello/sdk";
import { type AuthorityRecord, lastDeployment } from "@sello/sdk/trust";
import type { Block, ChainNode } from "./ChainNode.ts";
import { compareLogs } from "./compareLogs.ts";
import { compareRegistry } from "./compareRegistry.ts";
import { compareStatusHeads } from "./compareStatusHeads.ts";
import { compareStatusLists } from "./compareStatusLists.ts";
import { Findings, type Violation } from "./Findings.ts";
import { ChainFollower, checkNode, followChain } from "./followChain.ts";
import {
  checkContinuation,
  checkQuorum,
  checkRoot,
  checkSignatures,
  type OpenCheckpoint,
  openCheckpoint,
} from "./followCheckpoint.ts";
import { followTrustList, type KnownTrustList, openPinned } from "./followTrustList.ts";
import { judgeByContract } from "./judgeByContract.ts";
import { judgeEntries } from "./judgeEntries.ts";
import type { MonitorState } from "./MonitorState.ts";
import { monitorLimits } from "./monitorLimits.ts";
import type { PublicApi, ServedFigures } from "./PublicApi.ts";
import { type LogReading, readLog, toPosition } from "./readLog.ts";
import { checkStillRevoked, type GenuineList, readStatusLists } from "./readStatusLists.ts";
import { sampleEntries } from "./sampleEntries.ts";

export type LookParts = {
  readonly api: PublicApi;
  /** Null: nothing but the service's own word is at hand for what the chain says. */
  readonly node: ChainNode | null;
  readonly before: MonitorState;
  /** Unix seconds. */
  readonly now: number;
  /** From 0 (inclusive) to 1. */
  readonly random: () => number;
};

/** What was looked at, for people. */
export type LookSummary = {
  readonly trustListVersion: number;
  readonly size: number;
  readonly documents: number;
  readonly newEntries: number;
  readonly statusLists: number;
  /** Null without a node. */
  readonly block: number | null;
};

export type Look = {
  readonly violations: readonly Violation[];
  /** Also those that were left out because there are many of the same kind. */
  readonly count: number;
  readonly after: MonitorState;
  readonly summary: LookSummary;
};

/** What the service published, read in an order in which later answers know at least as much as earlier ones. */
type Published = {
  readonly figures: ServedFigures | null;
  readonly checkpoint: OpenCheckpoint | null;
  readonly log: LogReading;
  readonly trust: KnownTrustList;
  readonly statusLists: readonly GenuineList[];
};

/**
 * Looks once at everything public and compares it with what was known before, and with the chain. Reads only:
 * the caller keeps `after`, which holds nothing that a finding speaks against. Throws `CliError` (exit code
 * 69) when service or node do not answer.
 */
export async function look(parts: LookParts): Promise<Look> {
  const findings = new Findings();
  const published = await readPublished(parts, findings);
  await checkPublished(parts, published, findings);
  const chain = await checkChain(parts, published, findings);
  const after = toAfter(parts.before, published, chain, !findings.has(...unsound));
  const { count, violations } = findings;
  return { violations, count, after, summary: summarize(after, published) };
}

/** With one of these, log and chain are not followed further: the next look finds it again. */
const unsound = [
  "answer.malformed",
  "entry.missing",
  "entry.order",
  "entry.root",
  "checkpoint.origin",
  "checkpoint.signature",
  "checkpoint.root",
  "checkpoint.smaller",
  "checkpoint.contradiction",
  "checkpoint.consistency",
  "chain.entry",
  "chain.entry-missing",
  "chain.root",
  "chain.size",
  "chain.checkpoint",
  "chain.status-head",
  "chain.status-changes",
] as const;

async function readPublished(
  { api, before, now }: LookParts,
  findings: Findings,
): Promise<Published> {
  const figures = await findings.attempt("/v1/figures", () => api.figures());
  const checkpoint = await findings.attempt("/v1/log/checkpoint", async () => {
    const text = await api.checkpoint();
    return text === null ? null : openCheckpoint(text);
  });
  const sizes = [before.log.size, checkpoint?.size ?? 0, figures?.logSize ?? 0];
  const log = await readLog(api, before.log, sizes, findings);
  const known = await openPinned(before.trustList);
  const trust = await followTrustList(api, known, findings, now);
  const statusLists = await readStatusLists(api, trust.list, now, findings);
  return { figures, checkpoint, log, trust, statusLists };
}

/** Checks that need only what the service says: does it contradict itself, or what it said before? */
async function checkPublished(
  { api, before, now, random }: LookParts,
  { figures, checkpoint, log, trust, statusLists }: Published,
  findings: Findings,
): Promise<void> {
  if (checkpoint) {
    await checkSignatures(checkpoint, trust.list, findings);
    const path = "/v1/log/checkpoints";
    await findings.attempt(path, () => checkQuorum(api, checkpoint, trust.list, now, findings));
    checkRoot(checkpoint, log, findings);
    await sampleEntries(api, checkpoint, random, findings);
  }
  if (before.checkpoint !== null)
    await checkContinuation(api, openCheckpoint(before.checkpoint), checkpoint, findings);
  judgeEntries(log.entries, trust.list, "trust-list", findings);
  if (figures) checkFigures(figures, before, log, findings);
  for (const { list } of statusLists) {
    const token = before.statusLists[list.uri];
    if (token !== undefined && token !== list.token.compact)
      checkStillRevoked(await parseStatusListToken(token), list, findings);
  }
}

function checkFigures(
  { logSize, documents }: ServedFigures,
  { log: known }: MonitorState,
  { at }: LogReading,
  findings: Findings,
): void {
  if (logSize < known.size) {
    findings.add("figures.size", {}, { expected: known.size, found: logSize });
    return;
  }
  // A size that the entries do not reach was reported as entries that are missing.
  const own = at.get(logSize);
  if (own !== undefined && own.documents !== documents)
    findings.add("figures.documents", { logSize }, { expected: own.documents, found: documents });
}

/** The chain's events up to a block. */
type ChainReading = { readonly follower: ChainFollower; readonly block: Block };

/** Checks that need a node of our own. Null without one, or when it cannot be used. */
async function checkChain(
  { node, before, now }: LookParts,
  { checkpoint, log, trust, statusLists }: Published,
  findings: Findings,
): Promise<ChainReading | null> {
  const contracts = lastDeployment(trust.list.head);
  if (node === null || !(await checkNode(node, contracts, before.chain, findings))) return null;
  const sizes = [log.from, checkpoint?.size ?? 0];
  const keepFrom = now - monitorLimits.lagSeconds;
  const chain = new ChainFollower(before.chain, { sizes, keepFrom, findings });
  const block = await followChain(node, contracts, before.chain, chain, findings);
  await compareStatusHeads(node, contracts, block.number, chain, statusLists, findings);
  compareLogs(log, checkpoint, chain, now, findings);
  compareRegistry(trust.list, chain.authorities, findings);
  judgeEntries(log.entries, toTrustList(trust.list, chain.authorities), "chain", findings);
  await judgeByContract(node, contracts, log.entries, findings);
  compareStatusLists(statusLists, trust.list.authorities, chain, now, findings);
  return { follower: chain, block };
}

/** The same list with the chain's word on who may what, for rules that take a list. */
const toTrustList = (list: TrustList, facts: ReadonlyMap<string, AuthorityRecord>): TrustList => ({
  ...list,
  authorities: new Map(
    [...facts.values()].map((fact) => [
      fact.id,
      { ...fact, slug: fact.id, name: { zh: fact.iss, es: fact.iss, en: fact.iss }, keys: [] },
    ]),
  ),
});

function toAfter(
  before: MonitorState,
  { checkpoint, log, trust, statusLists }: Published,
  chain: ChainReading | null,
  isSound: boolean,
): MonitorState {
  const own = isSound && checkpoint ? log.at.get(checkpoint.size) : undefined;
  const { documents, lastAnchoredAt } = own ?? before.log;
  const size = own?.frontier.size ?? before.log.size;
  return {
    ...before,
    trustList: trust.note,
    checkpoint: own && checkpoint ? checkpoint.text : before.checkpoint,
    log: own ? { ...toPosition(own.frontier), documents, lastAnchoredAt } : before.log,
    chain: chain && isSound ? chain.follower.toState(chain.block, size) : before.chain,
    statusLists: {
      ...before.statusLists,
      ...Object.fromEntries(statusLists.map(({ list }) => [list.uri, list.token.compact])),
    },
  };
}

const summarize = (
  { log: { size, documents }, chain }: MonitorState,
  { trust, log, statusLists }: Published,
): LookSummary => ({
  trustListVersion: trust.list.head.version,
  size,
  documents,
  newEntries: log.entries.length,
  statusLists: statusLists.length,
  block: chain?.block.number ?? null,
});
