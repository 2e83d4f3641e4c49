import type { Settlements } from "../ledger/Settled.ts";
import type { Logger } from "../platform/Logger.ts";
import { appendPurpose } from "./appendCall.ts";
import type { PgBatchStore } from "./PgBatchStore.ts";

/**
 * Notes from now on what becomes of appends; to be called wherever the journal's sender runs. A revert makes the
 * batch `refused`. Being mined changes nothing: only its event says that a batch is anchored, and
 * `PgAnchoringFigures` reports a mined append whose event does not come (docs/decisions/0042).
 */
export function followAppends(settlements: Settlements, store: PgBatchStore, logger: Logger): void {
  settlements.onSettled(appendPurpose, async (tx, { id, revert }) => {
    if (revert === null) return;
    await store.refuse(tx, id, revert);
    logger.warn({ transaction: String(id), error: revert.error }, "append refused");
  });
}
