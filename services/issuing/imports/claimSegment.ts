import { authorityIdFrom } from "@sello/sdk";
import type { Queryable, Row, Transaction } from "../../platform/database/Transaction.ts";
import { limits } from "../../platform/limits.ts";
import type { Rejection } from "./Import.ts";
import { packOutcomes, unpackOutcomes } from "./packOutcomes.ts";
import type { SegmentJob, SegmentResult } from "./Segment.ts";

/** Imports with something to do, whose turn is next first. */
export async function selectTurns(queryable: Queryable): Promise<string[]> {
  // The first segments of an import go before those of imports that have had theirs, so a small file
  // is never behind a large one; then it goes round by authority, and by import within each.
  const { rows } = await queryable.query<{ id: string }>(
    `select id from imports
     where state = 'running'
     order by turns >= $1,
       max(turn_at) over (partition by authority_id) nulls first, turn_at nulls first, created_at`,
    [limits.importFirstTurns],
  );
  return rows.map(({ id }) => id);
}

/** Outside of the worker's transaction, so that others see at once whose turn it was. */
export async function countTurn(queryable: Queryable, importId: string): Promise<void> {
  await queryable.query(
    `update imports set turns = turns + 1, turn_at = clock_timestamp(),
       started_at = coalesce(started_at, clock_timestamp()),
       stretch_at = coalesce(stretch_at, clock_timestamp())
     where id = $1`,
    [importId],
  );
}

type JobRow = Row & {
  authority_id: Buffer;
  document_type: string;
  format: SegmentJob["format"];
  header: SegmentJob["header"];
  mapping: SegmentJob["mapping"];
  dry_run: boolean;
  requested_by: string;
  key_ended: boolean;
  documents_per_day: number | null;
  number: number;
  first_line: string;
  rows: number;
  content: Buffer;
  results: Buffer | null;
};

/** Locks the import's next segment until the transaction ends; null when others have all that is left. */
export async function lockSegment(tx: Transaction, importId: string): Promise<SegmentJob | null> {
  const { rows } = await tx.query<JobRow>(
    `select i.authority_id, i.document_type, i.format, i.header, i.mapping, i.dry_run,
       coalesce(s.requested_by, i.requested_by) as requested_by,
       k.revoked_at is not null as key_ended, k.documents_per_day, s.number, s.first_line, s.rows, s.content,
       s.results
     from import_segments s join imports i on i.id = s.import_id
     left join api_keys k on 'api-key:' || k.id = coalesce(s.requested_by, i.requested_by)
     where s.import_id = $1 and not s.done and i.state = 'running'
     order by s.number limit 1
     for update of s skip locked`,
    [importId],
  );
  const row = rows[0];
  if (row === undefined) return null;
  return {
    importId,
    requestedBy: row.requested_by,
    keyHasEnded: row.key_ended,
    documentsPerDay: row.documents_per_day,
    authority: authorityIdFrom(row.authority_id),
    type: row.document_type,
    format: row.format,
    header: row.header,
    mapping: row.mapping,
    dryRun: row.dry_run,
    segment: {
      number: row.number,
      firstLine: Number(row.first_line),
      rows: row.rows,
      cleaned: 0,
      content: row.content,
    },
    settled: row.results,
  };
}

/**
 * Records what became of a segment.
 * @returns false when the import was cancelled meanwhile: the caller must roll back
 */
export async function settleSegment(
  tx: Transaction,
  job: SegmentJob,
  result: SegmentResult,
): Promise<boolean> {
  const { outcomes, rows, kept, rest } = result;
  const settled = outcomes.filter((outcome) => outcome.outcome !== "rejected");
  const before = job.settled === null ? [] : unpackOutcomes(job.settled);
  const all = [...before, ...settled].sort((a, b) => a.line - b.line);
  await tx.query(
    `update import_segments set done = $5, content = $4, results = $3
     where import_id = $1 and number = $2`,
    [job.importId, job.segment.number, packOutcomes(all), rest ?? kept, rest === null],
  );
  const rejected = outcomes
    .filter((outcome) => outcome.outcome === "rejected")
    .map((outcome) => ({ ...outcome, row: rows.get(outcome.line) }));
  await insertRejections(tx, job.importId, rejected, job.segment.number);
  return countOutcomes(tx, job, result);
}

/** Last in the transaction, because every other worker of this import waits for this row. */
async function countOutcomes(
  tx: Transaction,
  { importId, dryRun }: SegmentJob,
  { outcomes, cleaned, rest }: SegmentResult,
) {
  const count = (outcome: string) => outcomes.filter((row) => row.outcome === outcome).length;
  const { rowCount } = await tx.query(
    `update imports set
       segments_done = segments_done + $8::int,
       rows_issued = rows_issued + $2, rows_existing = rows_existing + $3,
       rows_valid = rows_valid + $4, rows_rejected = rows_rejected + $5,
       cells_cleaned = cells_cleaned + $6,
       cells_checked = cells_checked + case when $7 then $6 else 0 end,
       state = case when segments_done + $8 = segments_total then 'done' else state end,
       finished_at = case when segments_done + $8 = segments_total then clock_timestamp() end
     where id = $1 and state in ('running', 'paused')`,
    [
      importId,
      ...["issued", "existing", "valid", "rejected"].map(count),
      ...[cleaned, dryRun, rest === null ? 1 : 0],
    ],
  );
  return rowCount > 0;
}

type Refused = Rejection & { readonly row?: Buffer | undefined };

/**
 * Keeps the details of rejections with their rows, sealed, up to a limit for one import; their number is counted elsewhere.
 * @param revision number of the segment that they are of; -1: refused while the file came in
 */
export async function insertRejections(
  queryable: Queryable,
  importId: string,
  rejections: readonly Refused[],
  revision = -1,
): Promise<void> {
  if (rejections.length === 0) return;
  const told = rejections.map(({ line, document, violations }) => ({ line, document, violations }));
  await queryable.query(
    `insert into import_rejections (import_id, line, document_id, violations, row, revision)
     select $1, line, document, violations, row, $5
     from rows from (
       jsonb_to_recordset($2::jsonb) as (line bigint, document uuid, violations jsonb),
       unnest($4::bytea[])) as rejection (line, document, violations, row)
     where (select rows_rejected from imports where id = $1) < $3`,
    [
      importId,
      JSON.stringify(told),
      limits.importRejectionsKept,
      rejections.map(({ row }) => row ?? null),
      revision,
    ],
  );
}
