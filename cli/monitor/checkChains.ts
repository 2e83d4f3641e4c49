import type { TrustList } from "@sello/sdk";
import { withoutCommitment } from "./checkPublished.ts";
import { compareLogs } from "./compareLogs.ts";
import { compareRegistry, type LeftOut } from "./compareRegistry.ts";
import { compareStatusHeads } from "./compareStatusHeads.ts";
import { compareStatusLists } from "./compareStatusLists.ts";
import type { Facts } from "./Facts.ts";
import type { Findings } from "./Findings.ts";
import { type ChainReading, type FollowedChain, followDeployments } from "./followDeployments.ts";
import { judgeByContract } from "./judgeByContract.ts";
import { judgeEntries } from "./judgeEntries.ts";
import type { LookParts } from "./LookParts.ts";
import { monitorLimits } from "./monitorLimits.ts";
import type { Published } from "./readPublished.ts";

export type CheckedChains = ChainReading & { readonly leftOut: readonly LeftOut[] };

/** Checks that need nodes of our own. Null where none is of a chain that the trust list names. */
export async function checkChains(
  { nodes, before, now }: LookParts,
  published: Published,
  random: () => number,
  findings: Findings,
): Promise<CheckedChains | null> {
  const { list, checkpoint, log } = published;
  const { head } = list;
  const open = head.deployments.at(-1);
  const byChain = await nodes.byChain(open?.chainId);
  if (byChain.size === 0) return null;
  if (!head.deployments.some(({ chainId }) => byChain.has(chainId))) {
    findings.add("chain.id", {}, { expected: open?.chainId, found: [...byChain.keys()] });
    return null;
  }
  const keepFrom = now - monitorLimits.lagSeconds;
  const sizesOf = (origin: string) =>
    origin === log.origin ? [log.from, checkpoint?.size ?? 0] : [];
  const parts = { head, nodes: byChain, before, sizesOf, keepFrom };
  const reading = await followDeployments(parts, findings);
  const current = reading.followed.find(({ deployment }) => deployment === open);
  const leftOut = current
    ? await compareAll(current, reading.facts, published, random, now, findings)
    : [];
  for (const { deployment, follower } of reading.followed)
    if (deployment !== open) compareEnded(deployment.origin, follower, published, now, findings);
  return { ...reading, leftOut };
}

async function compareAll(
  current: FollowedChain,
  facts: Facts,
  { list, checkpoint, log, statusLists, turn }: Published,
  random: () => number,
  now: number,
  findings: Findings,
): Promise<readonly LeftOut[]> {
  await compareStatusHeads(current, facts, statusLists, random, findings);
  const isOurs = log.origin === current.deployment.origin;
  if (isOurs) compareLogs(log, checkpoint, current.follower, now, findings);
  const leftOut = list.isComplete ? compareRegistry(list, facts, findings) : [];
  const entries = isOurs ? withoutCommitment(log) : [];
  if (facts.knownFrom === null) judgeEntries(entries, toTree(facts), "chain", findings);
  await judgeByContract(current.node, current.deployment, entries, findings);
  compareStatusLists(statusLists, turn.authorities, facts, now, findings);
  return leftOut;
}

/** A log that ended: what was read of it in this look, against its contract's events. */
function compareEnded(
  origin: string,
  follower: FollowedChain["follower"],
  { sealed, log }: Published,
  now: number,
  findings: Findings,
): void {
  const reading = sealed.get(origin)?.reading ?? (log.origin === origin ? log : null);
  if (reading !== null) compareLogs(reading, null, follower, now, findings);
}

/** The events' word on who may what, for rules that take a list. */
const toTree = ({ authorities }: Facts): Pick<TrustList, "authorities"> => ({
  authorities: new Map(
    [...authorities.values()].map((fact) => [
      fact.id,
      { ...fact, slug: fact.id, name: { zh: fact.iss, es: fact.iss, en: fact.iss }, keys: [] },
    ]),
  ),
});
