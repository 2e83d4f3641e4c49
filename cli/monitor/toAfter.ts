import type { CheckedChains } from "./checkChains.ts";
import { deploymentName } from "./deploymentName.ts";
import { endOf } from "./followSealed.ts";
import type { LookSummary } from "./LookParts.ts";
import { emptyLog, type LogState, type MonitorState } from "./MonitorState.ts";
import { monitorLimits } from "./monitorLimits.ts";
import { toPosition } from "./readLog.ts";
import type { Published } from "./readPublished.ts";

export type Seen = {
  readonly published: Published;
  /** Null without nodes of our own. */
  readonly chains: CheckedChains | null;
  readonly ends: readonly string[];
  /** Whether nothing speaks against following logs and chains. */
  readonly isSound: boolean;
};

/** What is known after a look: with nothing in it that a finding speaks against. */
export function toAfter(before: MonitorState, seen: Seen): MonitorState {
  const { published, chains, ends, isSound } = seen;
  const kept = {
    ...before,
    trustList: published.trust.note,
    ends,
    statusLists: toStatusLists(before, published),
    statusAfter: published.turn.after,
    audit: published.audit,
  };
  if (!isSound) return kept;
  const logs = { ...before.logs, ...toLogs(before, published) };
  if (chains === null) return { ...kept, logs };
  const followed = chains.followed.map(({ deployment, follower, block, isEnded }) => {
    const { size } = (logs[deployment.origin] ?? emptyLog).log;
    return [deploymentName(deployment), follower.toState(block, size, isEnded)] as const;
  });
  return {
    ...kept,
    logs,
    chains: { ...before.chains, ...Object.fromEntries(followed) },
    facts: followed.length > 0 ? chains.facts.toState() : before.facts,
    changedLists: [...chains.facts.changedLists],
  };
}

function toLogs(before: MonitorState, { checkpoint, log, sealed }: Published) {
  const logs: Record<string, LogState> = {};
  for (const [origin, { state }] of sealed) logs[origin] = state;
  const own = checkpoint ? log.at.get(checkpoint.size) : undefined;
  // Of a log that has ended, the end counts.
  if (!own || !checkpoint || sealed.has(log.origin)) return logs;
  const { documents, lastAnchoredAt } = own;
  const { batchRoots } = before.logs[log.origin] ?? emptyLog;
  const position = { ...toPosition(own.frontier), documents, lastAnchoredAt };
  logs[log.origin] = { checkpoint: checkpoint.text, log: position, batchRoots };
  return logs;
}

/** The newest of each list; of very many, those that were read last. */
function toStatusLists(before: MonitorState, { statusLists }: Published) {
  const tokens = new Map(Object.entries(before.statusLists));
  for (const { list } of statusLists) {
    tokens.delete(list.uri);
    tokens.set(list.uri, list.token.compact);
  }
  let size = [...tokens.values()].reduce((sum, token) => sum + token.length, 0);
  for (const [uri, token] of tokens) {
    if (size <= monitorLimits.statusTokens) break;
    tokens.delete(uri);
    size -= token.length;
  }
  return Object.fromEntries(tokens);
}

export function summarize(after: MonitorState, { published, chains }: Seen): LookSummary {
  const { list, log, sealed, statusLists } = published;
  const logs = Object.values(after.logs).map((state) => state.log);
  const open = list.head.deployments.at(-1);
  return {
    trustListVersion: list.head.version,
    size: logs.reduce((sum, { size }) => sum + size, 0),
    documents: logs.reduce((sum, { documents }) => sum + documents, 0),
    newEntries:
      (sealed.has(log.origin) ? 0 : log.entries.length) +
      [...sealed.values()].reduce((sum, { reading }) => sum + (reading?.entries.length ?? 0), 0),
    statusLists: statusLists.length,
    sealedLogs: list.head.deployments.filter((each) => endOf(each) !== null).length,
    block: (open && after.chains[deploymentName(open)]?.block.number) ?? null,
    chainKnownFrom: after.facts?.knownFrom ?? null,
    leftOut: chains?.leftOut ?? [],
  };
}
