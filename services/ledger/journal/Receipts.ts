import type { Hex } from "@sello/sdk";
import type { Queryable, Transaction, Transactor } from "../../platform/database/Transaction.ts";
import type { ChainReceipt } from "../evm/ChainBlock.ts";
import { decodeRevert } from "../evm/decodeRevert.ts";
import type { EvmChain } from "../evm/EvmChain.ts";
import { gasLimitFor } from "../evm/gasLimits.ts";
import { ledgerLimits } from "../ledgerLimits.ts";
import type { Revert, Settled, SettledHandler, Settlements } from "../Settled.ts";
import {
  loadSeenHashes,
  lockUnheard,
  markHeard,
  markSettled,
  type UnsettledTransaction,
} from "./JournalStore.ts";

export type ReceiptsOptions = {
  readonly database: Queryable & Transactor;
  readonly chain: EvmChain;
};

type SettledInBlock = Settled & { readonly blockHash: Hex };

/** Records what became of journalled transactions, and notifies those who wait, in one transaction. */
export class Receipts implements Settlements {
  readonly #options: ReceiptsOptions;
  readonly #handlers = new Map<string, SettledHandler[]>();
  /** Purposes for which what settled before is still to be handed on. */
  readonly #catchingUp = new Set<string>();

  constructor(options: ReceiptsOptions) {
    this.#options = options;
  }

  onSettled(purpose: string, handler: SettledHandler): void {
    this.#handlers.set(purpose, [...(this.#handlers.get(purpose) ?? []), handler]);
    this.#catchingUp.add(purpose);
  }

  /** Tells those who listen by now what settled before they did. */
  async catchUp(): Promise<void> {
    while (this.#catchingUp.size > 0) {
      const purposes = [...this.#catchingUp];
      const { database, chain } = this.#options;
      const handedOn = await database.transaction(async (tx) => {
        const unheard = await lockUnheard(
          tx,
          purposes,
          ledgerLimits.inFlightTransactions,
          chain.number,
        );
        for (const settled of unheard) await this.#tell(tx, settled);
        return unheard.length;
      });
      if (handedOn > 0) continue;
      for (const purpose of purposes) this.#catchingUp.delete(purpose);
    }
  }

  /**
   * Looks for receipts and records those there are.
   * @param also what must commit together with the recording
   * @returns ids of the transactions that have a receipt
   */
  async record(
    transactions: readonly UnsettledTransaction[],
    also?: (tx: Transaction) => Promise<void>,
  ): Promise<Set<bigint>> {
    const found = await this.#fetch(transactions);
    if (found.length === 0 && also === undefined) return new Set();
    await this.#options.database.transaction(async (tx) => {
      const settled = await this.#onSeenBlocks(tx, found);
      const changed = await markSettled(tx, settled);
      for (const one of settled) if (changed.has(one.id)) await this.#tell(tx, one);
      await also?.(tx);
      await tx.query("select pg_notify('sello_settled', '')");
    });
    return new Set(found.map(({ id }) => id));
  }

  async #fetch(transactions: readonly UnsettledTransaction[]): Promise<SettledInBlock[]> {
    if (transactions.length === 0) return [];
    const receipts = await this.#options.chain.receipts(transactions.map(({ hash }) => hash));
    const times = await this.#fetchTimes(receipts);
    const settled: SettledInBlock[] = [];
    // One after the other: to explain a revert, a node runs its whole block again, and a block of them side by
    // side takes longer than a request may.
    for (const [position, transaction] of transactions.entries()) {
      const receipt = receipts[position];
      const time = receipt ? times.get(receipt.blockHash) : undefined;
      // No time: the block went away between the two answers. The next look will tell.
      if (receipt && time !== undefined)
        settled.push(await this.#toSettled(transaction, receipt, time));
    }
    return settled;
  }

  async #fetchTimes(receipts: readonly (ChainReceipt | null)[]): Promise<Map<Hex, bigint>> {
    const there = receipts.filter((receipt) => receipt !== null);
    const numbers = new Set(there.map(({ blockNumber }) => blockNumber));
    const blocks = await Promise.all(
      [...numbers].map((number) => this.#options.chain.block(number)),
    );
    const found = blocks.filter((block) => block !== null);
    return new Map(found.map(({ hash, time }) => [hash, time]));
  }

  async #toSettled(
    { id, hash, purpose }: UnsettledTransaction,
    receipt: ChainReceipt,
    blockTime: bigint,
  ): Promise<SettledInBlock> {
    const { blockNumber, blockHash } = receipt;
    const place = { id, hash, purpose, blockNumber, blockHash, blockTime };
    if (receipt.succeeded) return { ...place, state: "mined", revert: null };
    return { ...place, state: "reverted", revert: await this.#explain(purpose, receipt) };
  }

  async #explain(purpose: string, receipt: ChainReceipt): Promise<Revert> {
    const { transactionHash, blockNumber, gasUsed } = receipt;
    if (gasUsed >= gasLimitFor(purpose)) {
      return { error: "OutOfGas", args: { gasUsed: String(gasUsed) } };
    }
    return decodeRevert(await this.#options.chain.revertData(transactionHash, blockNumber));
  }

  /** Leaves out what is in a block that the indexer knows otherwise: one of both is out of date. */
  async #onSeenBlocks(tx: Queryable, found: readonly SettledInBlock[]): Promise<SettledInBlock[]> {
    const seen = await loadSeenHashes(
      tx,
      found.map(({ blockNumber }) => blockNumber),
      this.#options.chain.number,
    );
    return found.filter(
      ({ blockNumber, blockHash }) => (seen.get(blockNumber) ?? blockHash) === blockHash,
    );
  }

  async #tell(tx: Transaction, settled: Settled): Promise<void> {
    const handlers = this.#handlers.get(settled.purpose);
    if (handlers === undefined) return;
    for (const handler of handlers) await handler(tx, settled);
    await markHeard(tx, [settled.id]);
  }
}
