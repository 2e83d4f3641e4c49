import type { AuthorityId } from "@sello/sdk";
import { emptyStatusHead } from "@sello/sdk/log";
import type { Facts } from "./Facts.ts";
import type { Findings } from "./Findings.ts";
import type { FollowedChain } from "./followDeployments.ts";
import { monitorLimits } from "./monitorLimits.ts";
import type { GenuineList } from "./readStatusLists.ts";

/**
 * Whether the events of each status list fold to the head that the contract has of it. The contract has no more
 * than that, and it is enough: were the newest events kept back, or all of a list that is published, no other
 * event would show it. Of very many lists those are asked for that changed or were read in this look, and others by lot.
 */
export async function compareStatusHeads(
  { node, deployment, block }: FollowedChain,
  facts: Facts,
  published: readonly GenuineList[],
  random: () => number,
  findings: Findings,
): Promise<void> {
  const names = published.map(({ authority, number }) => `${authority.id}/${number}`);
  const others = drawn([...facts.lists.keys()], random);
  for (const name of new Set([...facts.changedLists, ...names, ...others])) {
    const known = facts.lists.get(name);
    // Of a list that began before the first chain that was seen, nothing is known until it changes.
    if (known === undefined && facts.knownFrom !== null) continue;
    const [owner = "", list = ""] = name.split("/");
    const expected = known?.head ?? emptyStatusHead;
    const found = await node.statusHead(
      deployment,
      owner as AuthorityId,
      BigInt(list),
      block.number,
    );
    if (found !== expected)
      findings.add("chain.status-head", { list: name, block: block.number }, { expected, found });
  }
}

function drawn(names: readonly string[], random: () => number): readonly string[] {
  const max = monitorLimits.statusHeads;
  if (names.length <= max) return names;
  const from = Math.floor(random() * names.length);
  return [...names.slice(from), ...names.slice(0, from)].slice(0, max);
}
