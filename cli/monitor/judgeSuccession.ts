import { type Deployment, fromBase64, type TrustHead, toHex } from "@sello/sdk";
import { type LogEntry, toPredecessorEntry } from "@sello/sdk/log";
import { isWithin } from "@sello/sdk/trust";
import { BatchRoots } from "./BatchRoots.ts";
import type { Findings } from "./Findings.ts";
import type { LogState } from "./MonitorState.ts";
import type { LogReading } from "./readLog.ts";

/** The deployment before; null for the first. */
export const predecessorOf = ({ deployments }: TrustHead, origin: string): Deployment | null =>
  deployments[deployments.findIndex((each) => each.origin === origin) - 1] ?? null;

/**
 * What an entry says of the logs before it: the first commits to how the one before ended, no other has a batch that one
 * of them has, and each was anchored in its own deployment's term.
 */
export function judgeSuccession(
  head: TrustHead,
  { origin, entries }: LogReading,
  logs: Readonly<Record<string, LogState>>,
  findings: Findings,
): void {
  const before = predecessorOf(head, origin);
  const term = head.deployments.find((each) => each.origin === origin);
  const sealed = entries.length === 0 ? [] : batchRootsBefore(head, origin, logs);
  for (const entry of entries) {
    const where = { log: origin, index: entry.index };
    if (before !== null && entry.index === 0) {
      judgeFirst(entry, before, where, findings);
      continue;
    }
    const twice = sealed.find(({ roots }) => roots.has(entry.batchRoot));
    if (twice)
      findings.add("log.batch-twice", where, {
        expected: "in one log",
        found: { batchRoot: toHex(entry.batchRoot), alsoIn: twice.origin },
      });
    // List 1 has no terms; an open log's end is not known.
    if (term !== undefined && !isInTerm(term, entry.anchoredAt))
      findings.add("entry.term", where, {
        expected: { from: term.from, until: term.until },
        found: entry.anchoredAt,
      });
  }
}

// The term ends with the block that sealed the registry, which may hold entries as well.
const isInTerm = (term: Deployment, at: number): boolean => isWithin(term, at) || at === term.until;

function judgeFirst(
  entry: LogEntry,
  { chainId, log, size, root, origin }: Deployment,
  where: { readonly log: string; readonly index: number },
  findings: Findings,
): void {
  const sealed = { chainId, log, size: size ?? 0, root: fromBase64(root ?? "") };
  const expected = toFact(toPredecessorEntry(sealed));
  const found = toFact(entry);
  if (JSON.stringify(expected) !== JSON.stringify(found))
    findings.add("log.predecessor", { ...where, predecessor: origin }, { expected, found });
}

const toFact = (entry: Omit<LogEntry, "anchoredAt">) => ({
  authority: entry.authority,
  documentType: entry.documentType,
  batchRoot: toHex(entry.batchRoot),
  count: String(entry.count),
});

function batchRootsBefore(
  { deployments }: TrustHead,
  origin: string,
  logs: Readonly<Record<string, LogState>>,
) {
  const index = deployments.findIndex((each) => each.origin === origin);
  return deployments.slice(0, Math.max(0, index)).flatMap((each) => {
    const text = logs[each.origin]?.batchRoots;
    return text == null ? [] : [{ origin: each.origin, roots: BatchRoots.parse(text) }];
  });
}
