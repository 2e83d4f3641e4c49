import type { ImportFormat, ImportState } from "@sello/api";
import { type AuthorityId, authorityIdFrom, fromHex } from "@sello/sdk";
import type { Queryable, Row } from "../../platform/database/Transaction.ts";
import { limits } from "../../platform/limits.ts";
import type { Import, ImportError } from "./Import.ts";

type ImportRow = Row & {
  id: string;
  authority_id: Buffer;
  document_type: string;
  format: ImportFormat;
  file_name: string;
  file_bytes: string;
  file_sha256: Buffer | null;
  dry_run: boolean;
  state: ImportState;
  rows_total: string;
  rows_issued: string;
  rows_existing: string;
  rows_valid: string;
  rows_rejected: string;
  cells_cleaned: string;
  requested_by: string;
  error: ImportError | null;
  created: number;
  started: number | null;
  finished: number | null;
  held_until: number | null;
  stretch_done: string;
  worked_seconds: number;
};

const columns = `id, authority_id, document_type, format, file_name, file_bytes, file_sha256, dry_run,
  state, rows_total, rows_issued, rows_existing, rows_valid, rows_rejected, cells_cleaned, requested_by, error,
  floor(extract(epoch from created_at))::float8 as created,
  floor(extract(epoch from started_at))::float8 as started,
  floor(extract(epoch from finished_at))::float8 as finished,
  case when wrapped_key is not null and state = 'done' and (dry_run or rows_rejected > 0)
    then floor(extract(epoch from finished_at + make_interval(days => ${limits.importRowsHeldDays})))::float8
    end as held_until,
  stretch_done,
  extract(epoch from coalesce(finished_at, now()) - coalesce(stretch_at, started_at))::float8 as worked_seconds`;

export async function selectImport(queryable: Queryable, id: string): Promise<Import | null> {
  const { rows } = await queryable.query<ImportRow>(
    `select ${columns} from imports where id = $1`,
    [id],
  );
  return rows[0] ? toImport(rows[0]) : null;
}

/** Newest first. */
export async function selectImports(
  queryable: Queryable,
  query: { readonly authority: AuthorityId; readonly after?: string; readonly limit: number },
): Promise<Import[]> {
  const { rows } = await queryable.query<ImportRow>(
    `select ${columns} from imports
     where authority_id = $1 and ($2::uuid is null
       or (created_at, id) < (select created_at, id from imports where id = $2))
     order by created_at desc, id desc limit $3`,
    [fromHex(query.authority), query.after ?? null, query.limit],
  );
  return rows.map(toImport);
}

function toImport(row: ImportRow): Import {
  const rows = toCounts(row);
  const running = row.state === "running";
  const workedOn = rows.done - Number(row.stretch_done);
  const rate = row.worked_seconds > 0 ? workedOn / row.worked_seconds : 0;
  return {
    id: row.id,
    authority: authorityIdFrom(row.authority_id),
    type: row.document_type,
    format: row.format,
    fileName: row.file_name,
    fileBytes: Number(row.file_bytes),
    fileSha256: row.file_sha256?.toString("hex") ?? null,
    dryRun: row.dry_run,
    state: row.state,
    rows,
    ratePerSecond: Math.round(rate),
    secondsLeft: running && rate > 0 ? Math.ceil((rows.total - rows.done) / rate) : null,
    error: row.error,
    requestedBy: row.requested_by,
    createdAt: row.created,
    startedAt: row.started,
    finishedAt: row.finished,
    heldUntil: row.held_until,
  };
}

function toCounts(row: ImportRow): Import["rows"] {
  const issued = Number(row.rows_issued);
  const existing = Number(row.rows_existing);
  const valid = Number(row.rows_valid);
  const rejected = Number(row.rows_rejected);
  const done = issued + existing + valid + rejected;
  const cellsCleaned = Number(row.cells_cleaned);
  return { total: Number(row.rows_total), done, issued, existing, valid, rejected, cellsCleaned };
}
