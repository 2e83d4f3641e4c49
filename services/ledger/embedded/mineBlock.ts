import { toQuantity } from "../evm/rpcFormats.ts";
import { ledgerLimits } from "../ledgerLimits.ts";
import { type AnvilBlock, AnvilFailure, type AnvilRpc, call } from "./AnvilRpc.ts";
import type { PlannedBlock } from "./BlockStore.ts";

/**
 * Makes the node mine exactly the planned block, and returns it as the node tells it. Throws
 * `AnvilFailure` if the node does not answer; whether the block is the planned one is for the caller to ask.
 */
export async function mineBlock(rpc: AnvilRpc, plan: PlannedBlock): Promise<AnvilBlock> {
  const { number, time, transactions } = plan;
  // In this order, which is also the order in the block.
  await rpc.inOrder(
    [
      ...transactions.map(({ raw }) => call("eth_sendRawTransaction", raw)),
      call("evm_setNextBlockTimestamp", Number(time)),
    ],
    ledgerLimits.rpcMs,
  );
  const [, block] = await rpc.inOrder(
    [call("evm_mine"), call("eth_getBlockByNumber", toQuantity(number), false)],
    ledgerLimits.rpcMs,
  );
  if (block == null) throw new AnvilFailure(`the node did not mine block ${number}`);
  return block as AnvilBlock;
}

/** Whether the node's block holds the planned transactions in the planned order, with the known hash. */
export function isAsPlanned(block: AnvilBlock, plan: PlannedBlock): boolean {
  return (
    (plan.hash === null || plan.hash === block.hash) &&
    block.transactions.length === plan.transactions.length &&
    plan.transactions.every(({ hash }, position) => block.transactions[position] === hash)
  );
}
