import type { Transaction } from "../../../platform/database/Transaction.ts";
import { otherState } from "./correctRows.ts";
import { type LockedImport, rowsGone } from "./lockImport.ts";

/**
 * Has the rows that a check found good issued; those that are wrong stay to be corrected. Asked for again, it changes
 * nothing. Throws `Conflict` `import.state`, `import.rows_gone`.
 */
export async function issueChecked(
  tx: Transaction,
  id: string,
  { state, dryRun, isHeld }: LockedImport,
  by: string,
): Promise<void> {
  if (!dryRun && ["running", "paused", "done"].includes(state)) return;
  if (state !== "done") throw otherState(id, state);
  if (!isHeld) throw rowsGone(id);
  const { rowCount: segments } = await tx.query(
    "update import_segments set done = false, results = null where import_id = $1 and content is not null",
    [id],
  );
  // Of what the check counted, the rejected rows alone are still so.
  await tx.query(
    `update imports set dry_run = false, requested_by = $2, rows_valid = 0, rows_existing = 0,
       cells_cleaned = cells_cleaned - cells_checked, cells_checked = 0,
       segments_done = segments_total - $3, turns = 0, error = null,
       state = case when $3 = 0 then 'done' else 'running' end,
       started_at = null, finished_at = case when $3 = 0 then now() end,
       stretch_at = null, stretch_done = rows_rejected
     where id = $1`,
    [id, by, segments],
  );
  await tx.query("delete from import_dry_run_keys where import_id = $1", [id]);
}
