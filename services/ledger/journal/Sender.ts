import type { Queryable } from "../../platform/database/Transaction.ts";
import type { Logger } from "../../platform/Logger.ts";
import { SteadyLoop } from "../../platform/loops/SteadyLoop.ts";
import { ChainError } from "../errors.ts";
import type { EvmChain } from "../evm/EvmChain.ts";
import { ledgerLimits } from "../ledgerLimits.ts";
import { Contradictions } from "./Contradictions.ts";
import { loadUnsettled, type UnsettledTransaction } from "./JournalStore.ts";
import type { PgSession } from "./PgSession.ts";
import type { Receipts } from "./Receipts.ts";

export type SenderOptions = {
  readonly database: Queryable;
  readonly chain: EvmChain;
  readonly receipts: Receipts;
  readonly session: PgSession;
  readonly logger: Logger;
  /** Another time than `ledgerLimits.resendMs`, for a chain that is quicker or slower than most. */
  readonly resendMs?: number;
};

/**
 * Delivers the journal to a chain that others run, and records receipts. Of several, one works; that two
 * should, for a moment, does no harm: the bytes are the same, and recording happens once.
 */
export class Sender {
  readonly loop: SteadyLoop;
  readonly #options: SenderOptions;
  readonly #contradictions: Contradictions;
  /** When we gave a transaction to the current node, by its id; in milliseconds of our own running time. */
  #sentAtMs = new Map<bigint, number>();
  #node: string | null = null;
  #seenHead = -1n;

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#contradictions = new Contradictions(options.database, options.chain.number);
    const { session, chain, logger } = options;
    this.loop = new SteadyLoop({
      name: "sender",
      step: () => this.#step(),
      wakeOn: (wake) => session.listen("sello_journalled", wake),
      onStopped: () => session.unlock({ name: "sender", of: chain.number }),
      logger,
    });
  }

  async #step(): Promise<number> {
    const { session, database, chain, receipts } = this.#options;
    const lock = { name: "sender", of: chain.number } as const;
    if (!session.holds(lock) && !(await session.tryLock(lock))) {
      return ledgerLimits.journalPollMs;
    }
    await receipts.catchUp();
    const unsettled = await loadUnsettled(
      database,
      ledgerLimits.inFlightTransactions,
      chain.number,
    );
    const waiting = await this.#settle(unsettled);
    if (waiting.length === 0) {
      await this.#contradictions.clear("sender");
      return unsettled.length === 0 ? ledgerLimits.journalPollMs : 0;
    }
    await this.#deliver(waiting);
    await this.#contradictions.clear("sender");
    return ledgerLimits.receiptPollMs;
  }

  /** @returns those that still have no receipt */
  async #settle(unsettled: readonly UnsettledTransaction[]): Promise<UnsettledTransaction[]> {
    const { chain, receipts } = this.#options;
    if (unsettled.length === 0) return [];
    const head = await chain.blockNumber();
    if (chain.node !== this.#node) this.#sentAtMs.clear();
    this.#node = chain.node;
    // A transaction that we did not send ourselves may have been sent before a restart.
    const inQuestion =
      head === this.#seenHead
        ? unsettled.filter(({ id }) => !this.#sentAtMs.has(id))
        : [...unsettled];
    const settled = await receipts.record(inQuestion);
    this.#seenHead = head;
    const waiting = unsettled.filter(({ id }) => !settled.has(id));
    this.#sentAtMs = new Map(
      waiting.flatMap(({ id }) => {
        const sentAt = this.#sentAtMs.get(id);
        return sentAt === undefined ? [] : [[id, sentAt]];
      }),
    );
    return waiting;
  }

  async #deliver(waiting: readonly UnsettledTransaction[]): Promise<void> {
    const byAccount = Map.groupBy(waiting, ({ sender }) => sender);
    // One account's trouble must not hold up the others: all are tried, then the first failure is thrown.
    const outcomes = await Promise.allSettled(
      [...byAccount.values()].map((transactions) => this.#deliverInOrder(transactions)),
    );
    for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  }

  async #deliverInOrder(transactions: readonly UnsettledTransaction[]): Promise<void> {
    for (const transaction of transactions) {
      if (!(await this.#mustSend(transaction))) continue;
      await this.#send(transaction);
      this.#sentAtMs.set(transaction.id, performance.now());
    }
  }

  async #mustSend({ id, hash }: UnsettledTransaction): Promise<boolean> {
    const sentAt = this.#sentAtMs.get(id);
    if (sentAt === undefined) return true;
    const { chain, resendMs = ledgerLimits.resendMs } = this.#options;
    if (performance.now() - sentAt < resendMs) return false;
    if (!(await chain.knows(hash))) return true;
    this.#sentAtMs.set(id, performance.now());
    return false;
  }

  async #send(transaction: UnsettledTransaction): Promise<void> {
    try {
      await this.#options.chain.send(transaction);
    } catch (error) {
      if (error instanceof ChainError && error.code === "chain.nonce_taken") {
        const { sender, nonce, hash } = transaction;
        await this.#contradictions.report(
          "sender",
          `transaction ${hash} (${transaction.purpose}) of account ${sender} cannot be mined: another transaction has its nonce ${nonce}`,
        );
      }
      throw error;
    }
  }
}
