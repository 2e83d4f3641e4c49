import { areSettled, loadUnsettled } from "../../services/ledger/journal/JournalStore.ts";
import type { PgSession } from "../../services/ledger/journal/PgSession.ts";
import type { Receipts } from "../../services/ledger/journal/Receipts.ts";
import { ledgerLimits } from "../../services/ledger/ledgerLimits.ts";
import { type Clock, toSeconds } from "../../services/platform/Clock.ts";
import type { Queryable } from "../../services/platform/database/Transaction.ts";
import { Unavailable } from "../../services/platform/errors.ts";
import type { Logger } from "../../services/platform/Logger.ts";
import { SteadyLoop } from "../../services/platform/loops/SteadyLoop.ts";
import { genesis } from "./AnvilProcess.ts";
import type { PlannedBlock } from "./BlockStore.ts";
import type { EmbeddedChain } from "./EmbeddedChain.ts";
import { toBlockOrder } from "./mineBlock.ts";

export type BlockMakerOptions = {
  readonly database: Queryable;
  readonly chain: EmbeddedChain;
  readonly receipts: Receipts;
  readonly session: PgSession;
  readonly clock: Clock;
  readonly logger: Logger;
};

/**
 * Makes the blocks of the embedded chain out of the journal: writes down what the next block is, has it
 * mined, records its receipts. It takes up at any of these steps after a kill.
 */
export class BlockMaker {
  readonly loop: SteadyLoop;
  readonly #options: BlockMakerOptions;

  constructor(options: BlockMakerOptions) {
    this.#options = options;
    const { session, logger } = options;
    this.loop = new SteadyLoop({
      name: "block maker",
      step: () => this.#step(),
      wakeOn: (wake) => session.listen("sello_journalled", wake),
      logger,
    });
  }

  async #step(): Promise<number> {
    const { chain, receipts } = this.#options;
    if (chain.urls().length === 0) return ledgerLimits.receiptPollMs;
    await receipts.catchUp();
    const plan = (await this.#unfinished()) ?? (await this.#plan());
    if (plan === null) return ledgerLimits.journalPollMs;
    await this.#finish(plan);
    await chain.saveSnapshotIfDue();
    return 0;
  }

  /** The block that was written down, but whose receipts were not recorded before we stopped. */
  async #unfinished(): Promise<PlannedBlock | null> {
    const { blocks } = this.#options.chain;
    const newest = await blocks.newest();
    if (newest === null || newest.settled) return null;
    return (await blocks.range(newest.number, 1))[0] ?? null;
  }

  async #plan(): Promise<PlannedBlock | null> {
    const { database, chain, clock } = this.#options;
    const unsettled = await loadUnsettled(database, ledgerLimits.blockTransactions, chain.number);
    if (unsettled.length === 0) return null;
    const transactions = toBlockOrder(unsettled);
    const newest = await chain.blocks.newest();
    const now = BigInt(toSeconds(clock.nowMs()));
    // Several blocks may have the same second, but time never goes back, and never ahead of the clock.
    const earliest = newest?.time ?? genesis.time;
    const time = now > earliest ? now : earliest;
    const plan = { number: (newest?.number ?? 0n) + 1n, time, transactions, hash: null };
    await chain.blocks.plan(plan);
    return plan;
  }

  async #finish(plan: PlannedBlock): Promise<void> {
    const { chain, receipts } = this.#options;
    const hash = await chain.mine(plan);
    await receipts.record(plan.transactions, async (tx) => {
      await chain.blocks.noteHash(tx, plan.number, hash);
      // What is left unsettled would be planned for another block as well.
      const ids = plan.transactions.map(({ id }) => id);
      if (await areSettled(tx, ids)) return;
      throw new Unavailable("chain.unavailable", "The block's receipts are not there yet.");
    });
  }
}
