import type { Queryable } from "../platform/database/Transaction.ts";
import type { CopyFinder, CopyPlace } from "./CopyFinder.ts";

/** Finds copies by their JWT, through an index on a hash of it. */
export class PgCopyFinder implements CopyFinder {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  async find(jwt: string): Promise<CopyPlace | null> {
    const { rows } = await this.#database.query<{ stream: number; seq: string }>(
      `select stream_id as stream, seq from copies
       where hashtextextended(jwt, 0) = hashtextextended($1, 0) and jwt = $1`,
      [jwt],
    );
    const copy = rows[0];
    return copy === undefined ? null : { stream: copy.stream, seq: Number(copy.seq) };
  }
}
