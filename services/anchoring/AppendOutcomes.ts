import type { Settled, Settlements } from "../ledger/Settled.ts";
import type { Transaction } from "../platform/database/Transaction.ts";
import type { Logger } from "../platform/Logger.ts";
import { appendPurpose } from "./appendCall.ts";
import type { PgBatchStore } from "./PgBatchStore.ts";

/**
 * Hears what became of appends; to be made wherever the journal's sender runs. A revert makes the batch
 * `refused`. Being mined changes nothing: that a batch is anchored is told by its event alone, and
 * `PgAnchoringFigures` reports a mined append whose event does not come (docs/decisions/0042).
 */
export class AppendOutcomes {
  readonly #store: PgBatchStore;
  readonly #logger: Logger;

  constructor(store: PgBatchStore, settlements: Settlements, logger: Logger) {
    this.#store = store;
    this.#logger = logger;
    settlements.onSettled(appendPurpose, (tx, settled) => this.#settle(tx, settled));
  }

  async #settle(tx: Transaction, { id, revert }: Settled): Promise<void> {
    if (revert === null) return;
    await this.#store.refuse(tx, id, revert);
    this.#logger.warn({ transaction: String(id), error: revert.error }, "append refused");
  }
}
