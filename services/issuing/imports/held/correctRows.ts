import type { Transaction } from "../../../platform/database/Transaction.ts";
import { Conflict, InvalidInput } from "../../../platform/errors.ts";
import { keyOfAnother } from "../../errors.ts";
import type { RequestDigest } from "../../IssuedDocument.ts";
import { cleanCell } from "../reading/cleanCell.ts";
import type { CellFault, FileRow } from "../reading/FileRow.ts";
import { packRows, type StoredRow, unpackRows } from "../segmentRows.ts";
import type { CorrectedRow, FileForm } from "./HeldRow.ts";
import { type LockedImport, rowsGone } from "./lockImport.ts";
import { openRows, sealRows } from "./sealRows.ts";

export type Correction = {
  readonly rows: readonly CorrectedRow[];
  /** Who corrects, as the audit names them. */
  readonly by: string;
  readonly callerId: string;
  /** Name of this request, so that a second click corrects nothing twice. */
  readonly key: string;
  readonly request: RequestDigest;
};

type Kept = { readonly line: number; readonly revision: number; readonly row: Buffer | null };

/**
 * Takes corrected rows in place of those that were refused, as a segment of their own. All of them or none. Throws
 * `Conflict`: `import.state`, `import.rows_gone`, `import.row_changed` (`data.lines`), `idempotency.mismatch`;
 * `InvalidInput` `import.row_shape`.
 */
export async function correctRows(
  tx: Transaction,
  id: string,
  found: LockedImport,
  fileKey: Buffer | null,
  correction: Correction,
): Promise<void> {
  if (!(await isFirst(tx, id, correction))) return;
  if (!["done", "running", "paused"].includes(found.state)) throw otherState(id, found.state);
  if (fileKey === null) throw rowsGone(id);
  const kept = await lockRows(tx, id, correction.rows);
  const rows = correction.rows.map((row, index) =>
    toStored(found, row, index, openKept(found, fileKey, id, kept.get(row.line))),
  );
  rows.sort((a, b) => a.line - b.line);
  const place = { import: id, segment: found.segments };
  await putInPlace(tx, id, found, rows, sealRows(fileKey, place, packRows(rows)), correction.by);
}

export const otherState = (id: string, state: string) =>
  new Conflict("import.state", `An import that is ${state} does not allow this.`, {
    import: id,
    state,
  });

/** Remembers the request. @returns false if it came before, and was done then */
async function isFirst(
  tx: Transaction,
  id: string,
  { callerId, key, request }: Correction,
): Promise<boolean> {
  const { digest, generation } = request.newest();
  const { rowCount } = await tx.query(
    `insert into import_corrections (import_id, caller_id, key, digest, digest_generation)
     values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [id, callerId, key, digest, generation],
  );
  if (rowCount > 0) return true;
  const { rows } = await tx.query<{ digest: Buffer; generation: number }>(
    `select digest, digest_generation as generation from import_corrections
     where import_id = $1 and caller_id = $2 and key = $3`,
    [id, callerId, key],
  );
  const [known] = rows;
  if (known && (await request.equals(known.generation, known.digest))) return false;
  throw keyOfAnother();
}

/** The rows that were refused, as the officer saw them: none of them was corrected since. */
async function lockRows(
  tx: Transaction,
  id: string,
  wanted: readonly CorrectedRow[],
): Promise<ReadonlyMap<number, Kept>> {
  const { rows } = await tx.query<Omit<Kept, "line"> & { line: string }>(
    `select line, revision, row from import_rejections
     where import_id = $1 and line = any($2::bigint[]) for update`,
    [id, wanted.map(({ line }) => line)],
  );
  const kept = new Map(rows.map((row) => [Number(row.line), { ...row, line: Number(row.line) }]));
  const lines = wanted
    .filter(({ line, revision }) => kept.get(line)?.revision !== revision)
    .map(({ line }) => line);
  if (lines.length > 0)
    throw new Conflict(
      "import.row_changed",
      "Somebody corrected these rows a moment ago. Look at them again; nothing of this request was done.",
      { lines },
    );
  return kept;
}

function openKept(
  form: Pick<FileForm, "format" | "header">,
  fileKey: Buffer,
  id: string,
  kept: Kept | undefined,
): FileRow | null {
  if (!kept?.row) return null;
  return openRow(form, openRows(fileKey, { import: id, line: kept.line }, kept.row));
}

/** @param row as `packRows` has it */
export function openRow(form: Pick<FileForm, "format" | "header">, row: Buffer): FileRow | null {
  const segment = { number: 0, firstLine: 1, rows: 1, cleaned: 0, content: row };
  return unpackRows({ ...form, segment })[0] ?? null;
}

function toStored(
  { format, header }: LockedImport,
  { line, cells, json }: CorrectedRow,
  index: number,
  before: FileRow | null,
): StoredRow {
  if (format === "ndjson") {
    if (json === undefined) throw wrongShape(index, "json", "A line of JSON is wanted.");
    return { line, json };
  }
  const width = header?.columns.length ?? 0;
  if (cells?.length !== width)
    throw wrongShape(index, "cells", `The file has ${width} columns: as many cells are wanted.`);
  const clean = cells.map(cleanCell);
  const faults = stillFaulty(before, clean);
  return faults.length === 0 ? { line, cells: clean } : { line, cells: clean, faults };
}

/** What a spreadsheet did to a cell is not undone by sending it again as it is. */
function stillFaulty(before: FileRow | null, cells: readonly string[]): readonly CellFault[] {
  if (before === null || !("cells" in before) || !("faults" in before)) return [];
  return (before.faults ?? []).filter(([column]) => before.cells?.[column] === cells[column]);
}

const wrongShape = (index: number, member: string, message: string) =>
  new InvalidInput("import.row_shape", message, [
    { pointer: `/body/rows/${index}/${member}`, code: "import.row_shape", message },
  ]);

async function putInPlace(
  tx: Transaction,
  id: string,
  found: LockedImport,
  rows: readonly StoredRow[],
  content: Buffer,
  by: string,
): Promise<void> {
  await tx.query(
    "delete from import_rejections where import_id = $1 and line = any($2::bigint[])",
    [id, rows.map(({ line }) => line)],
  );
  await tx.query(
    `insert into import_segments (import_id, number, first_line, rows, content, requested_by)
     values ($1, $2, $3, $4, $5, $6)`,
    [id, found.segments, rows[0]?.line ?? 1, rows.length, content, by],
  );
  // Of one that has ended all else is done: it goes on as the import of who corrected it.
  const ended = found.state === "done";
  await tx.query(
    `update imports set segments_total = segments_total + 1, rows_rejected = rows_rejected - $2,
       stretch_done = case when $3 then rows_issued + rows_existing + rows_valid + rows_rejected
         else stretch_done end - $2,
       state = case when $3 then 'running' else state end,
       requested_by = case when $3 then $4 else requested_by end,
       stretch_at = case when $3 then null else stretch_at end,
       finished_at = case when $3 then null else finished_at end,
       turns = case when $3 then 0 else turns end
     where id = $1`,
    [id, rows.length, ended, by],
  );
}
