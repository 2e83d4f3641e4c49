import type { Queryable, Row } from "../../platform/database/Transaction.ts";

/** What somebody asks to be shown. Times are unix seconds. */
export type StoredRequest = {
  readonly id: string;
  /** As it was sent. */
  readonly request: string;
  /** SHA-256 of what shows that somebody is who asked. 32 bytes. */
  readonly secretDigest: Uint8Array;
  readonly madeAt: number;
  readonly endsAt: number;
  /** Encrypted to who asked. */
  readonly answer: string | null;
  /** The registered verifier who signed it, by their id. */
  readonly verifier: string | null;
};

type RequestRow = Row & {
  id: string;
  request: string;
  secret_digest: Buffer;
  made: number;
  ends: number;
  answer: string | null;
  verifier: string | null;
};

/** Table `proof_requests`. */
export class PgProofRequests {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  /** @returns false: there is one with this id, or there are as many as there may be */
  async insert(request: Omit<StoredRequest, "answer">, most: number): Promise<boolean> {
    const { id, secretDigest, madeAt, endsAt, verifier } = request;
    const { rowCount } = await this.#database.query(
      `insert into proof_requests (id, request, secret_digest, made_at, ends_at, verifier_id)
       select $1, $2, $3, to_timestamp($4), to_timestamp($5), $7
       where (select count(*) from proof_requests where ends_at > to_timestamp($4)) < $6
       on conflict do nothing`,
      [id, request.request, secretDigest, madeAt, endsAt, most, verifier],
    );
    return rowCount === 1;
  }

  /** Until its end; null when there is no such. */
  async find(id: string, now: number): Promise<StoredRequest | null> {
    const { rows } = await this.#database.query<RequestRow>(
      `select id, request, secret_digest, answer, verifier_id as verifier, extract(epoch from made_at)::float8 as made,
         extract(epoch from ends_at)::float8 as ends
       from proof_requests where id = $1 and ends_at > to_timestamp($2)`,
      [id, now],
    );
    const [row] = rows;
    if (row === undefined) return null;
    const { request, answer, verifier, secret_digest: secretDigest } = row;
    return { id, request, answer, verifier, secretDigest, madeAt: row.made, endsAt: row.ends };
  }

  /** @returns false: it has an answer, or has ended */
  async answer(id: string, answer: string, now: number): Promise<boolean> {
    const { rowCount } = await this.#database.query(
      `update proof_requests set answer = $2, answered_at = to_timestamp($3)
       where id = $1 and answer is null and ends_at > to_timestamp($3)`,
      [id, answer, now],
    );
    return rowCount === 1;
  }

  /** Deletes those that have ended. @returns how many */
  async forget(now: number): Promise<number> {
    const sql = "delete from proof_requests where ends_at <= to_timestamp($1)";
    return (await this.#database.query(sql, [now])).rowCount;
  }
}
