import type { Queryable, Row } from "../../platform/database/Transaction.ts";
import type { ResidentSecrets } from "./ResidentSecrets.ts";

export type Counted = {
  readonly count: number;
  /** Unix seconds. */
  readonly endsAt: number;
};

/** Table `resident_counts`: how often something happened in a window of time, whichever process it came to. */
export class PgResidentCounts {
  readonly #database: Queryable;
  readonly #secrets: ResidentSecrets;

  constructor(database: Queryable, secrets: ResidentSecrets) {
    this.#database = database;
    this.#secrets = secrets;
  }

  /** Counts one more, or several. @param name what is counted: only a keyed digest of it is kept */
  async add(name: string, windowSeconds: number, now: number, more = 1): Promise<Counted> {
    const { rows } = await this.#database.query<Row & Counted>(
      `insert into resident_counts as c (name, ends_at, count)
       values ($1, to_timestamp($3::float8 + $2::int), $4::int)
       on conflict (name) do update set
         count = case when c.ends_at <= to_timestamp($3) then $4 else c.count + $4 end,
         ends_at = case when c.ends_at <= to_timestamp($3) then excluded.ends_at else c.ends_at end
       returning count, extract(epoch from ends_at)::float8 as "endsAt"`,
      [await this.#secrets.digest("count", name), windowSeconds, now, more],
    );
    return rows[0] ?? { count: 1, endsAt: now + windowSeconds };
  }

  /** Takes one back. */
  async takeBack(name: string): Promise<void> {
    await this.#database.query("update resident_counts set count = count - 1 where name = $1", [
      await this.#secrets.digest("count", name),
    ]);
  }

  /** Whether it happened in a window that has not ended. */
  async has(name: string, now: number): Promise<boolean> {
    const { rowCount } = await this.#database.query(
      "select 1 from resident_counts where name = $1 and ends_at > to_timestamp($2)",
      [await this.#secrets.digest("count", name), now],
    );
    return rowCount > 0;
  }

  async forget(now: number): Promise<void> {
    await this.#database.query("delete from resident_counts where ends_at <= to_timestamp($1)", [
      now,
    ]);
  }
}
