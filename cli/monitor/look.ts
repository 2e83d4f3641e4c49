import { checkChains } from "./checkChains.ts";
import { checkPublished } from "./checkPublished.ts";
import { Findings, type Violation } from "./Findings.ts";
import type { KnownEntries } from "./followEntries.ts";
import type { LookParts, LookSummary } from "./LookParts.ts";
import type { MonitorState } from "./MonitorState.ts";
import { readPublished } from "./readPublished.ts";
import { summarize, toAfter } from "./toAfter.ts";
import type { ViolationCode } from "./violationTexts.ts";

export type Look = {
  readonly violations: readonly Violation[];
  /** Also those that were left out because there are many of the same kind. */
  readonly count: number;
  readonly after: MonitorState;
  readonly entries: KnownEntries | null;
  readonly summary: LookSummary;
};

/**
 * Looks once at everything public and compares it with what was known before, and with the chain. Reads only:
 * the caller keeps `after`, which holds nothing that a finding speaks against. Throws `CliError` (exit code
 * 69) when service or node do not answer.
 */
export async function look(parts: LookParts): Promise<Look> {
  const findings = new Findings();
  const published = await readPublished(parts, findings);
  const ends = await checkPublished(parts, published, findings);
  const chains = await checkChains(parts, published, parts.random, findings);
  const seen = { published, chains, ends, isSound: !findings.has(...unsound) };
  const after = toAfter(parts.before, seen);
  const { count, violations } = findings;
  const { entries } = published;
  return { violations, count, after, entries, summary: summarize(after, seen) };
}

/** With one of these, logs and chains are not followed further: the next look finds it again. */
const unsound = [
  "answer.malformed",
  "entry.missing",
  "entry.order",
  "entry.root",
  "checkpoint.origin",
  "checkpoint.signature",
  "checkpoint.key-ended",
  "checkpoint.root",
  "checkpoint.smaller",
  "checkpoint.contradiction",
  "checkpoint.consistency",
  "log.sealed",
  "log.predecessor",
  "chain.entry",
  "chain.entry-missing",
  "chain.root",
  "chain.size",
  "chain.sealed",
  "chain.takeover",
  "chain.checkpoint",
  "chain.status-head",
  "chain.status-changes",
] as const satisfies readonly ViolationCode[];
