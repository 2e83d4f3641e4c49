import type { Hex } from "@sello/sdk";
import type { ChainBlock, ChainLog } from "../evm/ChainBlock.ts";
import type { EvmChain } from "../evm/EvmChain.ts";
import type { EvmContracts } from "../evm/EvmContracts.ts";
import { ledgerLimits } from "../ledgerLimits.ts";
import type { ChainEvent } from "../Projection.ts";

/** Blocks that hang together, and the events in them. */
export type BlockRange = {
  /** The headers that were read: all of them near the head, else those with events and the last. */
  readonly blocks: readonly ChainBlock[];
  readonly last: ChainBlock;
  readonly events: readonly ChainEvent[];
};

/** What is asked of a node. */
export type ReadChain = Pick<EvmChain, "node" | "logs" | "block" | "blocks">;
/** Whose events are read. */
export type ReadContracts = Pick<EvmContracts, "addresses" | "decode">;

export type ReadRequest = {
  readonly from: bigint;
  readonly to: bigint;
  /** Hash that the parent of block `from` must have. */
  readonly parentHash: Hex;
  readonly head: bigint;
};

/** Where the next range may end: short near the head, where blocks may still change, long far from it. */
export function chooseEnd(from: bigint, head: bigint): bigint {
  const settled = head - BigInt(ledgerLimits.reorganisationBlocks);
  const wide = from + BigInt(ledgerLimits.catchUpBlocks) - 1n;
  if (wide <= settled) return wide;
  const end = from <= settled ? settled : from + BigInt(ledgerLimits.rpcBatchRequests) - 1n;
  return end < head ? end : head;
}

const hangTogether = (blocks: readonly ChainBlock[], parentHash: Hex): boolean =>
  blocks.every((block, i) => block.parentHash === (i === 0 ? parentHash : blocks[i - 1]?.hash));

async function readHeaders(
  chain: ReadChain,
  { from, to, parentHash, head }: ReadRequest,
  logs: readonly ChainLog[],
): Promise<ChainBlock[] | null> {
  if (head - to < BigInt(ledgerLimits.reorganisationBlocks)) {
    const blocks = await chain.blocks(from, to);
    return hangTogether(blocks, parentHash) ? blocks : null;
  }
  const numbers = new Set([from, ...logs.map(({ blockNumber }) => blockNumber), to]);
  const blocks = await Promise.all([...numbers].map((number) => chain.block(number)));
  const found = blocks.filter((block) => block !== null);
  return found[0]?.parentHash === parentHash ? found : null;
}

function toEvents(
  contracts: ReadContracts,
  logs: readonly ChainLog[],
  blocks: readonly ChainBlock[],
): ChainEvent[] | null {
  const byHash = new Map(blocks.map((block) => [block.hash, block]));
  const events: ChainEvent[] = [];
  for (const log of logs) {
    const block = byHash.get(log.blockHash);
    if (block === undefined) return null;
    const event = contracts.decode(log);
    if (event !== null) events.push({ ...event, blockTime: block.time });
  }
  return events;
}

/**
 * Reads blocks and the events in them as of one moment of one node. Null if the answers do not belong
 * together, because the chain or the node changed between them: then it is to be read again.
 */
export async function readBlocks(
  chain: ReadChain,
  contracts: ReadContracts,
  request: ReadRequest,
): Promise<BlockRange | null> {
  const node = chain.node;
  const logs = await chain.logs(contracts.addresses, request.from, request.to);
  const blocks = await readHeaders(chain, request, logs);
  const last = blocks?.find(({ number }) => number === request.to);
  if (blocks === null || last === undefined || chain.node !== node) return null;
  const events = toEvents(contracts, logs, blocks);
  return events === null ? null : { blocks, last, events };
}
