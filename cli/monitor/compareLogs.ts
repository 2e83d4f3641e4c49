import { toHex } from "@sello/sdk";
import type { ChainFollower } from "./ChainFollower.ts";
import type { Findings } from "./Findings.ts";
import type { OpenCheckpoint } from "./followCheckpoint.ts";
import { monitorLimits } from "./monitorLimits.ts";
import type { ServedEntry } from "./PublicApi.ts";
import type { LogReading } from "./readLog.ts";

const members = ["authority", "documentType", "batchRoot", "count", "anchoredAt"] as const;

/** Whether the log that the service shows is the one that the contract keeps, entry by entry. */
export function compareLogs(
  log: LogReading,
  checkpoint: OpenCheckpoint | null,
  chain: ChainFollower,
  now: number,
  findings: Findings,
): void {
  compareKnown(log, chain, findings);
  for (const entry of log.entries) compareEntry(entry, chain, findings);
  findWithheld(log, chain, now, findings);
  if (checkpoint) compareCheckpoint(checkpoint, chain, findings);
}

/** A node named only now: what was followed without it is compared as a whole. */
function compareKnown({ from, at }: LogReading, chain: ChainFollower, findings: Findings): void {
  const expected = chain.rootAt.get(from);
  const own = at.get(from);
  if (expected === undefined || own === undefined) return;
  const found = toHex(own.frontier.root());
  if (expected !== found) findings.add("chain.checkpoint", { size: from }, { expected, found });
}

function compareEntry(entry: ServedEntry, chain: ChainFollower, findings: Findings): void {
  const { index } = entry;
  const served = { ...entry, batchRoot: toHex(entry.batchRoot), logRoot: toHex(entry.logRoot) };
  const event = chain.entries.get(index);
  if (event === undefined) {
    if (index >= chain.size)
      findings.add("chain.entry-missing", { index }, { expected: null, found: toPlain(served) });
    return;
  }
  if (members.some((member) => event[member] !== served[member]))
    findings.add("chain.entry", { index }, { expected: toPlain(event), found: toPlain(served) });
}

/** As JSON holds it. */
const toPlain = <Entry extends { readonly count: number | bigint }>({
  count,
  ...entry
}: Entry) => ({
  ...entry,
  count: typeof count === "bigint" ? String(count) : count,
});

function findWithheld(
  { from, entries }: LogReading,
  chain: ChainFollower,
  now: number,
  findings: Findings,
): void {
  const shown = from + entries.length;
  for (const event of chain.entries.values())
    if (event.index >= shown && event.anchoredAt + monitorLimits.lagSeconds < now)
      findings.add(
        "chain.withheld",
        { index: event.index },
        { expected: toPlain(event), found: null },
      );
}

function compareCheckpoint(
  { size, root, text }: OpenCheckpoint,
  chain: ChainFollower,
  findings: Findings,
): void {
  const expected = chain.rootAt.get(size);
  if (expected !== undefined && expected !== toHex(root))
    findings.add("chain.checkpoint", { size }, { expected, found: text });
}
