import type { ImportState } from "@sello/api";
import type { Row, Transaction } from "../../../platform/database/Transaction.ts";
import { Conflict, NotFound } from "../../../platform/errors.ts";
import type { FileForm } from "./HeldRow.ts";

/** An import that nobody else changes until the transaction ends. */
export type LockedImport = Pick<FileForm, "format" | "header" | "isHeld"> & {
  readonly state: ImportState;
  readonly dryRun: boolean;
  /** How many segments it has: the number of the next one. */
  readonly segments: number;
};

/** Unknown: `NotFound` `import.unknown`. */
export async function lockImport(tx: Transaction, id: string): Promise<LockedImport> {
  const { rows } = await tx.query<Row & LockedImport>(
    `select state, dry_run as "dryRun", format, header, wrapped_key is not null as "isHeld",
       segments_total as segments
     from imports where id = $1 for update`,
    [id],
  );
  const [row] = rows;
  if (row === undefined) throw new NotFound("import.unknown", "There is no such import.");
  return row;
}

export const rowsGone = (id: string) =>
  new Conflict(
    "import.rows_gone",
    "The rows are not kept any more. Correct the file and send it again: what was issued is not issued twice.",
    { import: id },
  );
