import type { TurnoverState } from "@sello/api";
import { authorityIdFrom, fromHex } from "@sello/sdk";
import { secondsOf } from "../platform/Clock.ts";
import type { Queryable, Row, Transaction, Transactor } from "../platform/database/Transaction.ts";
import type { JsonObject, Progress, Turnover } from "./Turnover.ts";

type TurnoverRow = Row & {
  id: string;
  kind: string;
  scope: string;
  authority_id: Buffer;
  subject: JsonObject;
  state: TurnoverState;
  step: string;
  done: string | null;
  total: string | null;
  data: JsonObject;
  error: Turnover["error"];
  begun_by: string;
  begun_at: Date;
  changed_at: Date;
  finished_at: Date | null;
};

export type BegunTurnover = Pick<
  Turnover,
  "id" | "kind" | "scope" | "authority" | "subject" | "data" | "begunBy"
>;

/** Advisory lock of those who begin a turnover. */
const beginningLock = 0x5e110004;

const open = "state in ('running', 'waiting')";

/**
 * What works on the open contracts, or on the keys and witnesses of their log, does not go at once with a migration to
 * the next ones ($2 is the kind that would begin).
 */
const tied = "('log-key', 'witnesses', 'chain-account', 'signing-key')";
const inTheWay = `select 1 from turnovers where ${open} and (
  ($2 = 'migration' and kind in ${tied} and (kind, step) <> ('signing-key', 'overlap'))
  or ($2 in ${tied} and kind = 'migration'))`;

/** Turnovers in `turnovers`. */
export class PgTurnoverStore {
  readonly #database: Queryable & Transactor;

  constructor(database: Queryable & Transactor) {
    this.#database = database;
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#database.transaction(work);
  }

  /** @returns whether it was kept: not while another of this kind and scope is open, or one that it must wait for */
  async insert(tx: Transaction, turnover: BegunTurnover): Promise<boolean> {
    const { id, kind, scope, authority, subject, data, begunBy } = turnover;
    await tx.query("select pg_advisory_xact_lock($1)", [beginningLock]);
    const { rowCount } = await tx.query(
      `insert into turnovers (id, kind, scope, authority_id, subject, data, begun_by)
       select $1::uuid, $2::text, $3::text, $4::bytea, $5::jsonb, $6::jsonb, $7::text where not exists (${inTheWay})
       on conflict (kind, scope) where ${open} do nothing`,
      [id, kind, scope, fromHex(authority), JSON.stringify(subject), JSON.stringify(data), begunBy],
    );
    return rowCount === 1;
  }

  async byId(id: string): Promise<Turnover | null> {
    const found = await this.#read("where id = $1", [id]);
    return found[0] ?? null;
  }

  /** Newest first. */
  newest(count: number): Promise<Turnover[]> {
    return this.#read("order by begun_at desc, id limit $1", [count]);
  }

  async openIds(): Promise<string[]> {
    const sql = `select id from turnovers where ${open} order by begun_at, id`;
    const { rows } = await this.#database.query<{ id: string }>(sql);
    return rows.map(({ id }) => id);
  }

  /** The turnover, if it is open and nobody else works on it; nobody will until the transaction ends. */
  async lock(tx: Transaction, id: string): Promise<Turnover | null> {
    const sql = `select * from turnovers where id = $1 and ${open} for update skip locked`;
    const { rows } = await tx.query<TurnoverRow>(sql, [id]);
    return rows[0] ? toTurnover(rows[0]) : null;
  }

  /** As `lock`, but waits for those who work on it. */
  async await(tx: Transaction, id: string): Promise<Turnover | null> {
    const sql = "select * from turnovers where id = $1 for update";
    const { rows } = await tx.query<TurnoverRow>(sql, [id]);
    return rows[0] ? toTurnover(rows[0]) : null;
  }

  async keep(tx: Transaction, id: string, progress: Progress): Promise<void> {
    const { state, step, done = null, of = null, data, error = null } = progress;
    await tx.query(
      `update turnovers set state = $2, step = $3, done = $4, total = $5, data = $6, error = $7,
         changed_at = now(), finished_at = case when $2 in ('done', 'failed') then now() end
       where id = $1`,
      [id, state, step, done, of, JSON.stringify(data), error && JSON.stringify(error)],
    );
  }

  async noteError(id: string, error: NonNullable<Turnover["error"]>): Promise<void> {
    await this.#database.query(
      "update turnovers set error = $2 where id = $1 and error is distinct from $2::jsonb",
      [id, JSON.stringify(error)],
    );
  }

  async #read(rest: string, values: readonly unknown[]): Promise<Turnover[]> {
    const sql = `select * from turnovers ${rest}`;
    const { rows } = await this.#database.query<TurnoverRow>(sql, values);
    return rows.map(toTurnover);
  }
}

const toNumber = (text: string | null): number | null => (text === null ? null : Number(text));

const toTurnover = (row: TurnoverRow): Turnover => ({
  id: row.id,
  kind: row.kind,
  scope: row.scope,
  authority: authorityIdFrom(row.authority_id),
  subject: row.subject,
  state: row.state,
  step: row.step,
  done: toNumber(row.done),
  of: toNumber(row.total),
  data: row.data,
  error: row.error,
  begunBy: row.begun_by,
  begunAt: secondsOf(row.begun_at),
  changedAt: secondsOf(row.changed_at),
  finishedAt: row.finished_at && secondsOf(row.finished_at),
});
