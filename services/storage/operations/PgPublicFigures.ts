import { type Clock, systemClock } from "../../domain/Clock.ts";
import { limits } from "../../domain/limits.ts";
import type { Queryable } from "../../domain/Transaction.ts";
import type { Figures, PublicFigures } from "../../operations/PublicFigures.ts";

/** Figures from the log as the chain has it, counted at most once in `limits.figuresAgeMs`. */
export class PgPublicFigures implements PublicFigures {
  readonly #database: Queryable;
  readonly #clock: Clock;
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
    // A failure is told to those who wait for it now, and not kept.
    figures.catch(() => {
      this.#known = null;
    });
    return figures;
  }

  async #count(): Promise<Figures> {
    const { rows } = await this.#database.query<{ documents: string; size: string }>(
      "select coalesce(sum(count), 0) as documents, count(*) as size from log_entries",
    );
    return { documents: Number(rows[0]?.documents ?? 0), logSize: Number(rows[0]?.size ?? 0) };
  }
}
