import type { ImportState } from "@sello/api";
import { type AuthorityId, fromHex } from "@sello/sdk";
import type {
  Queryable,
  Row,
  Transaction,
  Transactor,
} from "../../platform/database/Transaction.ts";
import { limits } from "../../platform/limits.ts";
import {
  countTurn,
  insertRejections,
  lockSegment,
  selectTurns,
  settleSegment,
} from "./claimSegment.ts";
import { forgetDryRuns, type SeenKey, seenBefore } from "./dryRunKeys.ts";
import type {
  ColumnMapping,
  Import,
  ImportError,
  ImportRequest,
  RejectedRow,
  Rejection,
  RowOutcome,
} from "./Import.ts";
import { mergeOutcomes } from "./mergeOutcomes.ts";
import type { FileHeader } from "./reading/FileRow.ts";
import type { Segment, SegmentJob, SegmentResult } from "./Segment.ts";
import { selectImport, selectImports } from "./selectImports.ts";

/**
 * Imports, their segments and what became of each row, in PostgreSQL: tables `imports`, `import_segments`,
 * `import_rejections`, `import_dry_run_keys`.
 */
export class PgImportStore {
  readonly #database: Queryable & Transactor;

  constructor(database: Queryable & Transactor) {
    this.#database = database;
  }

  /** @param wrappedKey of the key that seals its rows */
  async create(
    id: string,
    request: ImportRequest,
    wrappedKey: Buffer | null = null,
  ): Promise<void> {
    await this.#database.query(
      `insert into imports
         (id, authority_id, document_type, format, file_name, mapping, dry_run, requested_by, wrapped_key)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        id,
        fromHex(request.authority),
        request.type,
        request.format,
        request.fileName,
        JSON.stringify(request.mapping ?? {}),
        request.dryRun ?? false,
        request.requestedBy,
        wrappedKey,
      ],
    );
  }

  /** How the columns of the authority's last file of this type with the same columns were mapped; null: there was none. */
  async rememberedMapping(
    authority: AuthorityId,
    type: string,
    columns: readonly string[],
  ): Promise<ColumnMapping | null> {
    const { rows } = await this.#database.query<{ mapping: ColumnMapping }>(
      `select mapping from (
         select mapping, header->'columns' as columns, document_type from imports
         where authority_id = $1 order by created_at desc, id desc limit $4) as newest
       where document_type = $2 and columns @> $3::jsonb and columns <@ $3::jsonb limit 1`,
      [fromHex(authority), type, JSON.stringify(columns), limits.importMappingsLooked],
    );
    return rows[0]?.mapping ?? null;
  }

  async setHeader(id: string, header: FileHeader): Promise<void> {
    await this.#database.query("update imports set header = $2 where id = $1", [
      id,
      JSON.stringify(header),
    ]);
  }

  async addSegment(id: string, segment: Segment): Promise<void> {
    await this.#database.query(
      `with received as (
         update imports set rows_total = rows_total + $4, segments_total = segments_total + 1,
           cells_cleaned = cells_cleaned + $6, received_at = now()
         where id = $1 and state = 'receiving' returning id)
       insert into import_segments (import_id, number, first_line, rows, content)
       select id, $2, $3, $4, $5 from received`,
      [id, segment.number, segment.firstLine, segment.rows, segment.content, segment.cleaned],
    );
  }

  /** Rows that were refused while the file came in. */
  async addRejections(id: string, rejections: readonly RejectedRow[]): Promise<void> {
    await insertRejections(this.#database, id, rejections);
    await this.#database.query(
      `update imports set rows_total = rows_total + $2, rows_rejected = rows_rejected + $2,
         stretch_done = stretch_done + $2
       where id = $1`,
      [id, rejections.length],
    );
  }

  /** The whole file is here: its work may begin. */
  async received(id: string, file: { sha256: Buffer; bytes: number }): Promise<void> {
    await this.#database.query(
      `update imports set file_sha256 = $2, file_bytes = $3, received_at = now(),
         state = case when segments_total = 0 then 'done' else 'running' end,
         finished_at = case when segments_total = 0 then now() end
       where id = $1 and state = 'receiving'`,
      [id, file.sha256, file.bytes],
    );
  }

  /** Ends an import that cannot be worked on, and drops its rows. */
  async fail(id: string, error: ImportError): Promise<void> {
    await this.#database.transaction(async (tx) => {
      await tx.query(
        "update imports set state = 'failed', error = $2, finished_at = now() where id = $1",
        [id, JSON.stringify(error)],
      );
      await tx.query("delete from import_segments where import_id = $1", [id]);
    });
  }

  /**
   * Takes the next segment in turn, locked for this transaction, and records what `run` makes of it in the
   * same transaction. Fair: a young import first, then whose authority, and which import, waited longest.
   * @returns false when there is nothing to do now
   */
  async work(run: (tx: Transaction, job: SegmentJob) => Promise<SegmentResult>): Promise<boolean> {
    for (const importId of await selectTurns(this.#database)) {
      if (await this.#workOn(importId, run)) return true;
    }
    return false;
  }

  /** @returns false when the import had no segment to take */
  async #workOn(
    importId: string,
    run: (tx: Transaction, job: SegmentJob) => Promise<SegmentResult>,
  ): Promise<boolean> {
    try {
      return await this.#database.transaction(async (tx) => {
        const job = await lockSegment(tx, importId);
        if (job === null) return false;
        await countTurn(this.#database, importId);
        const result = await run(tx, job);
        if (!(await settleSegment(tx, job, result))) throw cancelled;
        return true;
      });
    } catch (error) {
      if (error === cancelled) return true;
      throw error;
    }
  }

  /** Remembers keys of a dry run. @returns those that another line had brought before, by natural key in hex */
  seen(
    tx: Transaction,
    id: string,
    keys: readonly SeenKey[],
  ): Promise<ReadonlyMap<string, SeenKey>> {
    return seenBefore(tx, id, keys);
  }

  /** Counts a failure of ours on a segment. @returns how often it has failed */
  async countAttempt(id: string, segment: number): Promise<number> {
    const { rows } = await this.#database.query<{ attempts: number }>(
      `update import_segments set attempts = attempts + 1
       where import_id = $1 and number = $2 returning attempts`,
      [id, segment],
    );
    return rows[0]?.attempts ?? 0;
  }

  /** Moves between states if it is in one of `from`. @returns whether it was */
  async move(
    id: string,
    change: { from: readonly ImportState[]; to: ImportState; error?: ImportError; by?: string },
  ): Promise<boolean> {
    const { rowCount } = await this.#database.query(
      `update imports set state = $3, error = $4${change.by === undefined ? "" : takeOver},
         stretch_at = null, stretch_done = rows_issued + rows_existing + rows_valid + rows_rejected,
         finished_at = case when $3 = 'cancelled' then clock_timestamp() end
       where id = $1 and state = any($2)`,
      [
        id,
        change.from,
        change.to,
        change.error ? JSON.stringify(change.error) : null,
        ...(change.by === undefined ? [] : [change.by]),
      ],
    );
    if (rowCount > 0 && change.to === "cancelled") await this.#dropRows(id);
    return rowCount > 0;
  }

  /** Lets imports go on that wait for a day's limit and have room again: another day, or a higher limit. @returns how many */
  async resumeWaiting(): Promise<number> {
    const { rowCount } = await this.#database.query(
      `update imports i set state = 'running', error = null
       from api_keys k
       left join issuing_days d on d.caller_id = k.id and d.ends_at = city_day_end(now())
       where i.state = 'paused' and i.error ->> 'code' = 'api_key.day_used'
         and 'api-key:' || k.id = i.requested_by
         and (k.documents_per_day is null or coalesce(d.documents, 0) < k.documents_per_day
           and coalesce(d.signed, 0) < $1::bigint * k.documents_per_day)`,
      [limits.signedPerDocument],
    );
    return rowCount;
  }

  /** Rows that nobody will work on any more; a segment under way keeps its own until it rolls back. */
  async #dropRows(id: string): Promise<void> {
    await this.#database.query(
      `delete from import_segments where import_id = $1 and number in (
         select number from import_segments where import_id = $1 and not done for update skip locked)`,
      [id],
    );
  }

  /** Fails uploads that have brought nothing for this long. */
  async failStale(olderThanMs: number, error: ImportError): Promise<number> {
    const { rows } = await this.#database.query<{ id: string }>(
      `select id from imports where state = 'receiving'
         and received_at < now() - make_interval(secs => $1)`,
      [olderThanMs / 1000],
    );
    for (const { id } of rows) await this.fail(id, error);
    return rows.length;
  }

  /** Drops the keys of dry runs that have ended. */
  forgetDryRuns(): Promise<void> {
    return forgetDryRuns(this.#database);
  }

  find(id: string): Promise<Import | null> {
    return selectImport(this.#database, id);
  }

  /** Newest first; `after` is an id. */
  list(query: { authority: AuthorityId; after?: string; limit: number }) {
    return selectImports(this.#database, query);
  }

  async rejections(id: string, afterLine: number, limit: number): Promise<Rejection[]> {
    const { rows } = await this.#database.query<RejectionRow>(
      `select line, document_id as document, violations from import_rejections
       where import_id = $1 and line > $2 order by line limit $3`,
      [id, afterLine, limit],
    );
    return rows.map(({ line, ...rest }) => ({ line: Number(line), ...rest }));
  }

  /** Outcomes of every finished segment, in the order of lines. */
  outcomes(id: string): AsyncIterable<readonly RowOutcome[]> {
    return mergeOutcomes(
      (after) => this.#results(id, after),
      (afterLine, limit) => this.rejections(id, afterLine, limit),
    );
  }

  async #results(id: string, after: number) {
    const { rows } = await this.#database.query<{ number: number; results: Buffer }>(
      `select number, results from import_segments
       where import_id = $1 and number > $2 and done order by number limit 1`,
      [id, after],
    );
    return rows[0] ?? null;
  }
}

/** The import becomes theirs who resume it, when the key with which it was sent has ended, or an officer had asked for it. */
const takeOver = `, requested_by = case when exists (
    select from api_keys where 'api-key:' || id = requested_by and revoked_at is not null)
    or starts_with(requested_by, 'officer:')
  then $5 else requested_by end`;

type RejectionRow = Row & Omit<Rejection, "line"> & { line: string };

/** Undoes a segment whose import was cancelled while it was worked on. */
const cancelled = new Error("the import was cancelled");
