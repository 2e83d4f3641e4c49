import type {
  Queryable,
  Row,
  Transaction,
  Transactor,
} from "../../../platform/database/Transaction.ts";
import type { ResidentSessionStore, StoredResidentSession } from "./ResidentSessionStore.ts";

const seconds = (column: string): string => `extract(epoch from ${column})::float8`;
const columns = `id, account, level, passkey, browser, ${seconds("started_at")} as "startedAt",
  ${seconds("last_used_at")} as "lastUsedAt", ${seconds("ends_at")} as "endsAt"`;

type SessionRow = Row & StoredResidentSession;

/** Table `resident_sessions`. */
export class PgResidentSessions implements ResidentSessionStore {
  readonly #database: Queryable & Transactor;

  constructor(database: Queryable & Transactor) {
    this.#database = database;
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#database.transaction(work);
  }

  async insert(tx: Transaction, session: StoredResidentSession, digest: Uint8Array): Promise<void> {
    const { id, account, level, passkey, browser, startedAt, lastUsedAt, endsAt } = session;
    await tx.query("update resident_accounts set last_used_at = to_timestamp($2) where id = $1", [
      account,
      startedAt,
    ]);
    await tx.query(
      `insert into resident_sessions
         (id, token_digest, account, level, passkey, browser, started_at, last_used_at, ends_at)
       values ($1, $2, $3, $4, $5, $6, to_timestamp($7), to_timestamp($8), to_timestamp($9))`,
      [id, digest, account, level, passkey, browser, startedAt, lastUsedAt, endsAt],
    );
  }

  async byDigest(digest: Uint8Array): Promise<StoredResidentSession | null> {
    const { rows } = await this.#database.query<SessionRow>(
      `select ${columns} from resident_sessions where token_digest = $1`,
      [digest],
    );
    return rows[0] ?? null;
  }

  async ofAccount(
    account: string,
    queryable: Queryable = this.#database,
  ): Promise<readonly StoredResidentSession[]> {
    const { rows } = await queryable.query<SessionRow>(
      `select ${columns} from resident_sessions where account = $1 order by started_at desc, id`,
      [account],
    );
    return rows;
  }

  async touch(id: string, at: number): Promise<void> {
    await this.#database.query(
      `with used as (
         update resident_sessions set last_used_at = greatest(last_used_at, to_timestamp($2))
         where id = $1 returning account)
       update resident_accounts set last_used_at = to_timestamp($2)
       where id = (select account from used)`,
      [id, at],
    );
  }

  async raise(tx: Transaction, id: string, account: string): Promise<void> {
    await tx.query("update resident_sessions set level = 'desk', account = $2 where id = $1", [
      id,
      account,
    ]);
  }

  async remove(tx: Transaction, ids: readonly string[]): Promise<readonly string[]> {
    const sql = "delete from resident_sessions where id = any($1::uuid[]) returning id";
    return (await tx.query<{ id: string }>(sql, [ids])).rows.map(({ id }) => id);
  }

  async forget(tx: Transaction, now: number, idleSince: number): Promise<void> {
    await tx.query(
      `delete from resident_sessions
       where ends_at <= to_timestamp($1) or last_used_at <= to_timestamp($2)`,
      [now, idleSince],
    );
  }
}
