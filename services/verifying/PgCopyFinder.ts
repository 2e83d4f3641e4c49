import type { Queryable } from "../platform/database/Transaction.ts";

/** A copy's place in its stream, by which the log knows it. */
type StreamPlace = { readonly stream: number; readonly seq: number };

/** Finds a copy that we issued by the document itself, through an index on a hash of its JWT. */
export class PgCopyFinder {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  /** @param jwt the issuer-signed compact JWT, as it was presented: anybody may have written it */
  async find(jwt: string): Promise<StreamPlace | null> {
    const { rows } = await this.#database.query<{ stream: number; seq: string }>(
      `select stream_id as stream, seq from copies
       where hashtextextended(jwt, 0) = hashtextextended($1, 0) and jwt = $1`,
      [jwt],
    );
    const copy = rows[0];
    return copy === undefined ? null : { stream: copy.stream, seq: Number(copy.seq) };
  }
}
