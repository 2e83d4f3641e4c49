import type { AuthorityId } from "@sello/sdk";
import { emptyStatusHead } from "@sello/sdk/log";
import type { ChainNode, Contracts } from "./ChainNode.ts";
import type { Findings } from "./Findings.ts";
import type { ChainFollower } from "./followChain.ts";
import type { GenuineList } from "./readStatusLists.ts";

/**
 * Whether the events of each status list fold to the head that the contract has of it. The contract has no more
 * than that, and it is enough: were the newest events kept back, or all of a list that is published, no other
 * event would show it.
 */
export async function compareStatusHeads(
  node: ChainNode,
  contracts: Contracts,
  block: number,
  chain: ChainFollower,
  published: readonly GenuineList[],
  findings: Findings,
): Promise<void> {
  const names = published.map(({ authority, number }) => `${authority.id}/${number}`);
  for (const name of new Set([...chain.lists.keys(), ...names])) {
    const [owner = "", list = ""] = name.split("/");
    const expected = chain.lists.get(name)?.head ?? emptyStatusHead;
    const found = await node.statusHead(contracts, owner as AuthorityId, BigInt(list), block);
    if (found !== expected)
      findings.add("chain.status-head", { list: name, block }, { expected, found });
  }
}
