import { type Clock, systemClock } from "../platform/Clock.ts";
import type { Queryable } from "../platform/database/Transaction.ts";
import { limits } from "../platform/limits.ts";

/** Counts that everyone may know. */
type Figures = {
  /** Copies of documents in the log; at most 2^53 - 1, whatever counts others wrote. */
  readonly documents: number;
  /** Batches in the log. */
  readonly logSize: number;
};

type Counted = Figures & { readonly root: Buffer | null };
type CountRow = { documents: string; entries: string; root: Buffer | null; before: Buffer | null };

const nothing: Counted = { documents: 0, logSize: 0, root: null };

// The root of the log is over all entries up to its own, so that it shows whether they are still the same.
const countFrom = `
  select coalesce(sum(count), 0) as documents, count(*) as entries,
    (select log_root from log_entries where index = $1::bigint - 1) as before,
    (select log_root from log_entries order by index desc limit 1) as root
  from log_entries where index >= $1::bigint`;

/**
 * Figures from the log as the chain has it, counted at most once in `limits.figuresAgeMs`, and each time on from
 * where the last count ended: a log of many years is read once in the life of a process.
 */
export class PgPublicFigures {
  readonly #database: Queryable;
  readonly #clock: Clock;
  #counted = nothing;
  #known: { readonly figures: Promise<Figures>; readonly atMs: number } | null = null;

  constructor(database: Queryable, clock: Clock = systemClock) {
    this.#database = database;
    this.#clock = clock;
  }

  current(): Promise<Figures> {
    const now = this.#clock.nowMs();
    if (this.#known && now - this.#known.atMs < limits.figuresAgeMs) return this.#known.figures;
    const figures = this.#count();
    this.#known = { figures, atMs: now };
    // A failure goes to those who wait for it now, and is not kept.
    figures.catch(() => {
      this.#known = null;
    });
    return figures;
  }

  async #count(): Promise<Figures> {
    const counted =
      (await this.#countOn(this.#counted)) ?? (await this.#countOn(nothing)) ?? nothing;
    this.#counted = counted;
    const { documents, logSize } = counted;
    return { documents, logSize };
  }

  /** Null: what was counted is not what the log begins with any more. */
  async #countOn({ documents, logSize, root }: Counted): Promise<Counted | null> {
    const { rows } = await this.#database.query<CountRow>(countFrom, [logSize]);
    const [row] = rows;
    if (row === undefined) return null;
    if (root !== null && (row.before === null || !root.equals(row.before))) return null;
    return {
      documents: Math.min(documents + Number(row.documents), Number.MAX_SAFE_INTEGER),
      logSize: logSize + Number(row.entries),
      root: row.root,
    };
  }
}
