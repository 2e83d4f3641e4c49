import type { Hex } from "@sello/sdk";
import { toQuantity } from "../../services/ledger/evm/rpcFormats.ts";
import type { UnsettledTransaction } from "../../services/ledger/journal/JournalStore.ts";
import { ledgerLimits } from "../../services/ledger/ledgerLimits.ts";
import { type AnvilBlock, AnvilFailure, type AnvilRpc, call } from "./AnvilRpc.ts";
import type { PlannedBlock } from "./BlockStore.ts";

type DetailedBlock = Omit<AnvilBlock, "transactions"> & {
  readonly transactions: readonly { readonly hash: Hex }[];
};

/**
 * Makes the node mine exactly the planned block, and returns it as the node has it. Throws
 * `AnvilFailure` if the node does not answer; whether the block is the planned one is for the caller to ask.
 */
export async function mineBlock(rpc: AnvilRpc, plan: PlannedBlock): Promise<AnvilBlock> {
  const { number, time, transactions } = plan;
  const timeSet = rpc.request(call("evm_setNextBlockTimestamp", Number(time)), ledgerLimits.rpcMs);
  const sent = send(rpc, transactions);
  await Promise.all([timeSet, sent]);
  const mined = await rpc.request(call("evm_mine_detailed"), ledgerLimits.rpcMs);
  const [block] = mined as readonly DetailedBlock[];
  if (block?.number !== toQuantity(number)) {
    throw new AnvilFailure(`the node did not mine block ${number}`);
  }
  return { ...block, transactions: block.transactions.map(({ hash }) => hash) };
}

/**
 * The node works at the calls of a batch side by side, and mines first what came first. So one batch holds
 * transactions of one account, whose nonces keep them in order; the next account's come after.
 */
async function send(rpc: AnvilRpc, transactions: readonly UnsettledTransaction[]): Promise<void> {
  for (let start = 0; start < transactions.length; ) {
    const { sender } = transactions[start] as UnsettledTransaction;
    const length = transactions.slice(start).findIndex((other) => other.sender !== sender);
    const end = length < 0 ? transactions.length : start + length;
    const run = transactions.slice(start, end);
    await rpc.together(
      run.map(({ raw }) => call("eth_sendRawTransaction", raw)),
      ledgerLimits.rpcMs,
    );
    start = end;
  }
}

/** The order in which a block is planned: by account, so that it is sent in few batches. */
export const toBlockOrder = (
  transactions: readonly UnsettledTransaction[],
): UnsettledTransaction[] =>
  transactions.toSorted((a, b) => (a.sender < b.sender ? -1 : a.sender > b.sender ? 1 : 0));

/** Whether the node's block holds the planned transactions in the planned order, with the known hash. */
export function isAsPlanned(block: AnvilBlock, plan: PlannedBlock): boolean {
  return (
    (plan.hash === null || plan.hash === block.hash) &&
    block.transactions.length === plan.transactions.length &&
    plan.transactions.every(({ hash }, position) => block.transactions[position] === hash)
  );
}
