import type { Hex } from "@sello/sdk";
import { keccak256, zeroAddress } from "viem";
import { toQuantity } from "../../services/ledger/evm/rpcFormats.ts";
import { genesis } from "./AnvilProcess.ts";
import { type AnvilBlock, type AnvilRpc, call } from "./AnvilRpc.ts";

/** A block as far as it is known which one it is. */
export type BlockId = { readonly number: bigint; readonly hash: Hex };

/** The newest block that the node has. */
export async function fetchHead(rpc: AnvilRpc, timeoutMs: number): Promise<AnvilBlock> {
  return (await rpc.request(
    call("eth_getBlockByNumber", "latest", false),
    timeoutMs,
  )) as AnvilBlock;
}

export const isBlock = (block: AnvilBlock, { number, hash }: BlockId): boolean =>
  block.hash === hash && block.number === toQuantity(number);

/**
 * Whether the node is at this block and holds the state that the block's header states. Code, storage or a balance that
 * somebody set in the node shows here, although no block tells of it.
 */
export async function isUntouched(
  rpc: AnvilRpc,
  head: BlockId,
  timeoutMs: number,
): Promise<boolean> {
  const block = await fetchHead(rpc, timeoutMs);
  const stated = head.number === 0n ? genesis.stateRoot : block.stateRoot;
  return isBlock(block, head) && (await computeStateRoot(rpc, timeoutMs)) === stated;
}

/**
 * The root of the state that the node really holds, by the first node of a proof of any account: a
 * block's header only repeats what was computed when it was made.
 */
export async function computeStateRoot(rpc: AnvilRpc, timeoutMs: number): Promise<Hex | null> {
  const proof = await rpc.request(call("eth_getProof", zeroAddress, [], "latest"), timeoutMs);
  const [root] = (proof as { readonly accountProof: readonly Hex[] }).accountProof;
  return root === undefined ? null : keccak256(root);
}
