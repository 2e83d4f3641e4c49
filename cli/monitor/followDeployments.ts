import { type Deployment, fromBase64, type TrustHead, toHex } from "@sello/sdk";
import { ChainFollower } from "./ChainFollower.ts";
import type { Block, ChainNode, Contracts } from "./ChainNode.ts";
import { deploymentName } from "./deploymentName.ts";
import { Facts } from "./Facts.ts";
import type { Findings } from "./Findings.ts";
import type { ChainState, MonitorState } from "./MonitorState.ts";
import { TakeOver } from "./TakeOver.ts";

/** One deployment's chain, read up to a block in this look. */
export type FollowedChain = {
  readonly deployment: Deployment;
  readonly node: ChainNode;
  readonly follower: ChainFollower;
  readonly block: Block;
  /** Whether it is sealed, and the contract says of its end what the trust list says. */
  readonly isEnded: boolean;
};

export type ChainReading = {
  readonly facts: Facts;
  readonly followed: readonly FollowedChain[];
};

export type ChainParts = {
  readonly head: TrustHead;
  /** Of each chain, a node that we chose. */
  readonly nodes: ReadonlyMap<number, ChainNode>;
  readonly before: MonitorState;
  /** Sizes of a log of which the root is to be known. */
  readonly sizesOf: (origin: string) => readonly number[];
  /** Unix seconds: what a status word was before is forgotten. */
  readonly keepFrom: number;
};

/**
 * Reads the events of all deployments whose chains are at hand, in their order, into one timeline. One that has ended is
 * read to its end once. Where a chain is not at hand, the timeline begins with the deployment after it.
 */
export async function followDeployments(
  parts: ChainParts,
  findings: Findings,
): Promise<ChainReading> {
  const { head, before, keepFrom } = parts;
  let facts: Facts = new Facts(before.facts, { keepFrom, findings });
  const followed: FollowedChain[] = [];
  let isWhole = true;
  for (const [index, deployment] of head.deployments.entries()) {
    if (before.chains[deploymentName(deployment)]?.isEnded) continue;
    const node = await usableNode(parts, index, findings);
    const asked: Omit<Asked, "node"> = { parts, index, facts, followed, isWhole };
    const read: FollowedChain | null =
      node === null ? null : await followOne({ ...asked, node }, findings);
    // Until it is whole, a successor is read from its first block at each look.
    if (read?.follower.isTakingOver) break;
    if (read !== null) {
      ({ facts } = read.follower);
      followed.push(read);
    }
    isWhole &&= read?.isEnded ?? false;
  }
  return { facts, followed };
}

/** Null without one, and where a later deployment was read already: the timeline goes on from there. */
async function usableNode(
  { head, nodes, before }: ChainParts,
  index: number,
  findings: Findings,
): Promise<ChainNode | null> {
  const [deployment, ...later] = head.deployments.slice(index);
  const node = deployment && nodes.get(deployment.chainId);
  if (node === undefined || deployment === undefined) return null;
  if (later.some((each) => before.chains[deploymentName(each)])) return null;
  return (await checkNode(node, deployment, before, findings)) ? node : null;
}

type Asked = {
  readonly parts: ChainParts;
  readonly index: number;
  readonly node: ChainNode;
  readonly facts: Facts;
  readonly followed: readonly FollowedChain[];
  /** Whether all before it was read to its end. */
  readonly isWhole: boolean;
};

async function followOne(asked: Asked, findings: Findings): Promise<FollowedChain | null> {
  const { parts, index, node, isWhole } = asked;
  const deployment = parts.head.deployments[index];
  if (deployment === undefined) return null;
  const known = parts.before.chains[deploymentName(deployment)] ?? null;
  const begins = known === null && !isWhole;
  const facts = begins ? asked.facts.after(deployment.from) : asked.facts.copy();
  const takeOver = begins ? null : takeOverOf(asked, facts, findings);
  const options = { facts, takeOver, sizes: parts.sizesOf(deployment.origin), findings };
  const follower = new ChainFollower(known, options);
  const block = await followChain(node, deployment, known, follower, findings);
  if (follower.isTakingOver) return { deployment, node, follower, block, isEnded: false };
  const isEnded = await checkEnd(node, deployment, follower, block, findings);
  return { deployment, node, follower, block, isEnded };
}

/** What a registry that was not read before takes over; null for the first, and where that is known already. */
function takeOverOf(
  { parts: { head, before }, index, followed }: Asked,
  facts: Facts,
  findings: Findings,
): TakeOver | null {
  const deployment = head.deployments[index - 1];
  const own = head.deployments[index];
  if (!deployment || !own || before.chains[deploymentName(own)]) return null;
  const read = followed.find((each) => each.deployment === deployment);
  const hasSeal = read?.follower.hasSeal ?? before.chains[deploymentName(deployment)]?.hasSeal;
  const records = new Map(facts.authorities);
  const { validators } = facts;
  return new TakeOver({ deployment, records, validators, hasSeal: hasSeal ?? false }, findings);
}

/** Whether the node is of this chain, with these contracts, and with the blocks that were seen. */
async function checkNode(
  node: ChainNode,
  deployment: Deployment,
  { chains, seenBlocks }: MonitorState,
  findings: Findings,
): Promise<boolean> {
  const registries = await node.registries(deployment);
  if (registries.some((address) => address !== deployment.registry)) {
    const { chainId, registry, log, statusLists } = deployment;
    const expected = { chainId, registry, log, statusLists };
    findings.add("chain.contracts", {}, { expected, found: registries });
    return false;
  }
  const name = deploymentName(deployment);
  const seen = chains[name]?.block ?? seenBlocks[name];
  if (seen === undefined) return true;
  const { number, hash: expected } = seen;
  const found = await node.hashOf(number);
  if (found !== expected) findings.add("chain.rewritten", { block: number }, { expected, found });
  return found === expected;
}

/** Reads the events since `before` up to the node's newest block, and compares with the contract's own state. */
async function followChain(
  node: ChainNode,
  contracts: Contracts,
  before: ChainState | null,
  follower: ChainFollower,
  findings: Findings,
): Promise<Block> {
  const head = await node.head();
  const from = before === null ? 0 : before.block.number + 1;
  for await (const event of node.events(contracts, from, head.number)) follower.apply(event);
  const own = await node.log(contracts, head.number);
  const where = { block: head.number };
  if (own.size !== follower.size)
    findings.add("chain.size", where, { expected: follower.size, found: own.size });
  else if (own.root !== follower.root)
    findings.add("chain.root", where, { expected: follower.root, found: own.root });
  return head;
}

/** Whether a sealed deployment's contract ended as the trust list says. */
async function checkEnd(
  node: ChainNode,
  deployment: Deployment,
  follower: ChainFollower,
  block: Block,
  findings: Findings,
): Promise<boolean> {
  const { size, root, origin } = deployment;
  if (size === null || root === null) return false;
  const own = await node.log(deployment, block.number);
  const expected = { size: own.size, root: own.root };
  const stated = { size, root: toHex(fromBase64(root)) };
  if (own.size === size && own.root === stated.root && follower.size === size) return true;
  findings.add("chain.sealed", { log: origin, block: block.number }, { expected, found: stated });
  return false;
}
