import { ledgerLimits } from "../../services/ledger/ledgerLimits.ts";
import { socketIn } from "./AnvilProcess.ts";
import { AnvilFailure, AnvilRpc } from "./AnvilRpc.ts";
import type { BlockStore } from "./BlockStore.ts";
import { type BlockId, computeStateRoot, fetchHead } from "./inspectNode.ts";
import { hasLeftover } from "./leftover.ts";

/**
 * Looks at the node that a killed process of ours left running.
 * @returns the newest block of the journal, if that node has a block or a state that the journal did not write; null if
 *   there is no such node, or it is as it should be
 */
export async function findAlteredLeftover(
  directory: string,
  blocks: BlockStore,
): Promise<BlockId | null> {
  if (!hasLeftover(directory)) return null;
  const rpc = new AnvilRpc(socketIn(directory));
  try {
    const head = await fetchHead(rpc, ledgerLimits.rpcMs);
    const number = BigInt(head.number);
    // One that was killed while it was rebuilding is behind, and the block on top may not have been noted yet.
    const written = await blocks.range(number, 1);
    const [plan] = written;
    const isWritten =
      number === 0n || (plan?.number === number && (plan.hash ?? head.hash) === head.hash);
    if (isWritten && (await computeStateRoot(rpc, ledgerLimits.rpcMs)) === head.stateRoot)
      return null;
    const newest = (await blocks.newest())?.number ?? 0n;
    return { number: newest, hash: head.hash };
  } catch (error) {
    if (error instanceof AnvilFailure) return null;
    throw error;
  } finally {
    rpc.close();
  }
}
