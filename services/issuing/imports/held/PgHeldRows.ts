import type { Queryable, Row } from "../../../platform/database/Transaction.ts";
import { limits } from "../../../platform/limits.ts";
import type { FileForm, StoredRejection } from "./HeldRow.ts";

type RejectionRow = Row & Omit<StoredRejection, "line"> & { line: string };

/** Rows that were rejected and are kept, sealed, for their correction; and the rows of checks. */
export class PgHeldRows {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  /** In the order of lines. */
  async page(id: string, afterLine: number, limit: number): Promise<StoredRejection[]> {
    const { rows } = await this.#database.query<RejectionRow>(
      `select line, document_id as document, violations, revision, row from import_rejections
       where import_id = $1 and line > $2 order by line limit $3`,
      [id, afterLine, limit],
    );
    return rows.map(({ line, ...rest }) => ({ ...rest, line: Number(line) }));
  }

  /** Null: there is no such import. */
  async form(id: string): Promise<FileForm | null> {
    const { rows } = await this.#database.query<Row & FileForm>(
      `select document_type as type, format, header, mapping, wrapped_key is not null as "isHeld"
       from imports where id = $1`,
      [id],
    );
    return rows[0] ?? null;
  }

  /** Forgets the rows of an import that has ended. @returns whether it had */
  async discard(id: string): Promise<boolean> {
    const { rowCount } = await this.#database.query(
      `update imports set wrapped_key = null
       where id = $1 and state in ('done', 'cancelled', 'failed')`,
      [id],
    );
    if (rowCount > 0) await this.#drop([id]);
    return rowCount > 0;
  }

  /** Forgets rows that nobody corrected in time, and those of imports in which nothing is to be corrected. */
  async forget(): Promise<number> {
    const { rows } = await this.#database.query<{ id: string }>(
      `update imports i set wrapped_key = null
       where wrapped_key is not null and state in ('done', 'cancelled', 'failed')
         and (state <> 'done' or finished_at < now() - make_interval(days => $1)
           or not (dry_run or exists (
             select from import_rejections where import_id = i.id and row is not null)))
       returning id`,
      [limits.importRowsHeldDays],
    );
    await this.#drop(rows.map(({ id }) => id));
    return rows.length;
  }

  /** What without its key says nothing any more. */
  async #drop(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.#database.query(
      "update import_segments set content = null where import_id = any($1::uuid[]) and content is not null",
      [ids],
    );
    await this.#database.query(
      "update import_rejections set row = null where import_id = any($1::uuid[]) and row is not null",
      [ids],
    );
    await this.#database.query("delete from import_corrections where import_id = any($1::uuid[])", [
      ids,
    ]);
  }
}
