import type { ChainNode, Contracts } from "./ChainNode.ts";
import type { Findings } from "./Findings.ts";
import { monitorLimits } from "./monitorLimits.ts";
import type { ServedEntry } from "./PublicApi.ts";

/**
 * Asks the registry contract itself about the newest entry of each authority and type: its own answer, not
 * our reading of its events. At most so many at a look, the newest.
 */
export async function judgeByContract(
  node: ChainNode,
  contracts: Contracts,
  entries: readonly ServedEntry[],
  findings: Findings,
): Promise<void> {
  const newest = new Map(
    entries.map((entry) => [`${entry.authority}/${entry.documentType}`, entry]),
  );
  const last = [...newest.values()].slice(-monitorLimits.judgedByContract);
  for (const { index, authority, documentType, anchoredAt } of last) {
    const right = await node.mayIssueAt(contracts, authority, documentType, anchoredAt);
    const where = { index, authority, documentType, anchoredAt, source: "contract" };
    if (!right.active)
      findings.add("entry.authority-inactive", where, { expected: true, found: false });
    if (!right.accredited)
      findings.add("entry.unaccredited", where, { expected: true, found: false });
  }
}
