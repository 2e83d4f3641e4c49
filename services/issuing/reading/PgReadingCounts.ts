import { fromHex } from "@sello/sdk";
import { type Caller, toCallerId } from "../../http/Caller.ts";
import { HttpProblem } from "../../http/errors.ts";
import type { Queryable } from "../../platform/database/Transaction.ts";
import { limits } from "../../platform/limits.ts";

export type ReadingKind = "reading" | "search" | "export";

const limitsOf = {
  reading: { key: limits.readingsPerKeyHour, authority: limits.readingsPerAuthorityHour },
  export: { key: limits.exportsPerKeyHour, authority: limits.exportsPerAuthorityHour },
  search: { key: limits.searchesPerKeyHour, authority: limits.searchesPerAuthorityHour },
} as const;

const hourSeconds = 3_600;

/** Table `reading_counts`: nobody reads more of what documents say, or tries more numbers, than their work needs. */
export class PgReadingCounts {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  /** Counts one, before it is done. More than the hour's limits: `HttpProblem` 429 `readings.many`. */
  async count(caller: Caller, kind: ReadingKind): Promise<void> {
    const { rows } = await this.#database.query<{ own: number; all: string; left: number }>(
      `with counted as (
         insert into reading_counts (authority_id, hour, kind, caller_id, count)
         values ($1, date_trunc('hour', now()), $2, $3, 1)
         on conflict (authority_id, hour, kind, caller_id) do update set count = reading_counts.count + 1
         returning count)
       select count as own,
         count + (select coalesce(sum(count), 0) from reading_counts where authority_id = $1
           and hour = date_trunc('hour', now()) and kind = $2 and caller_id <> $3) as all,
         ceil($4 - extract(epoch from now() - date_trunc('hour', now())))::int as left
       from counted`,
      [fromHex(caller.authority), kind, toCallerId(caller), hourSeconds],
    );
    const [counted] = rows;
    if (counted === undefined) throw new Error("a reading was not counted");
    const { key, authority: together } = limitsOf[kind];
    if (counted.own <= key && Number(counted.all) <= together) return;
    const words = "As many as may be in an hour; wait as Retry-After says.";
    throw new HttpProblem(429, "readings.many", words, { "retry-after": String(counted.left) });
  }

  /** Forgets what has had its time. */
  async forget(): Promise<void> {
    await this.#database.query(
      "delete from reading_counts where hour < now() - make_interval(days => $1)",
      [limits.readingCountsKeptDays],
    );
  }
}
