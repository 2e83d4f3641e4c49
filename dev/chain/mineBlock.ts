import type { Hex } from "@sello/sdk";
import { zeroAddress } from "viem";
import { toQuantity } from "../../services/ledger/evm/rpcFormats.ts";
import type { UnsettledTransaction } from "../../services/ledger/journal/JournalStore.ts";
import { ledgerLimits } from "../../services/ledger/ledgerLimits.ts";
import { genesis } from "./AnvilProcess.ts";
import { type AnvilBlock, AnvilFailure, type AnvilRpc, call } from "./AnvilRpc.ts";
import type { PlannedBlock } from "./BlockStore.ts";
import { type BlockId, isUntouched } from "./inspectNode.ts";

/** The rest of a block's header that does not follow from its transactions and the state before it. */
type Surroundings = {
  readonly parentHash: Hex;
  readonly timestamp: Hex;
  readonly gasLimit: Hex;
  readonly baseFeePerGas: Hex;
  readonly miner: Hex;
  readonly extraData: Hex;
};

type DetailedBlock = Omit<AnvilBlock, "transactions"> &
  Surroundings & { readonly transactions: readonly { readonly hash: Hex }[] };

/**
 * Makes the node mine exactly the planned block, and returns it as the node has it. Throws
 * `AnvilFailure` if the node does not answer, or mines on another block or with other settings than ours; whether the
 * block holds what was planned is for the caller to ask.
 */
export async function mineBlock(
  rpc: AnvilRpc,
  plan: PlannedBlock,
  parentHash: Hex,
): Promise<AnvilBlock> {
  const { number, time, transactions } = plan;
  const timeSet = rpc.request(call("evm_setNextBlockTimestamp", Number(time)), ledgerLimits.rpcMs);
  const sent = send(rpc, transactions);
  await Promise.all([timeSet, sent]);
  const mined = await rpc.request(call("evm_mine_detailed"), ledgerLimits.rpcMs);
  const [block] = mined as readonly DetailedBlock[];
  if (block?.number !== toQuantity(number) || !isOurs(block, { parentHash, time })) {
    throw new AnvilFailure(`the node did not mine block ${number} as it should`);
  }
  return { ...block, transactions: block.transactions.map(({ hash }) => hash) };
}

const isOurs = (block: Surroundings, plan: { parentHash: Hex; time: bigint }): boolean =>
  block.parentHash === plan.parentHash &&
  block.timestamp === toQuantity(plan.time) &&
  block.gasLimit === toQuantity(genesis.blockGas) &&
  block.baseFeePerGas === "0x0" &&
  block.miner === zeroAddress &&
  block.extraData === "0x";

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

/**
 * Mines the planned block on top of `head`, or finds it if the node has it already.
 * @returns null if the node is not as the last block left it: then nothing is mined on it
 */
export async function mineOrFind(
  rpc: AnvilRpc,
  plan: PlannedBlock,
  head: BlockId,
): Promise<AnvilBlock | null> {
  if (plan.number <= head.number) {
    const number = toQuantity(plan.number);
    const find = call("eth_getBlockByNumber", number, false);
    return (await rpc.request(find, ledgerLimits.rpcMs)) as AnvilBlock | null;
  }
  if (!(await isUntouched(rpc, head, ledgerLimits.rpcMs))) return null;
  return mineBlock(rpc, plan, head.hash);
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
