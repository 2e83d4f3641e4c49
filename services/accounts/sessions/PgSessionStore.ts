import { fromHex, type Hex, toHex } from "@sello/sdk";
import type { Queryable, Transaction, Transactor } from "../../platform/database/Transaction.ts";
import type { SessionStore, StoredSession } from "./SessionStore.ts";
import type { NonceStore } from "./SignIns.ts";

type SessionRow = {
  id: string;
  account: Buffer;
  browser: string;
  started: number;
  used: number;
  ends: number;
  before: number | null;
};

const seconds = (column: string): string => `extract(epoch from ${column})::float8`;
const columns = `id, account, browser, ${seconds("started_at")} as started,
  ${seconds("last_used_at")} as used, ${seconds("ends_at")} as ends,
  floor(${seconds("before_at")}) as before`;

const toSession = ({ id, account, browser, ...row }: SessionRow): StoredSession => ({
  ...{ id, browser, account: toHex(account) },
  ...{ startedAt: row.started, lastUsedAt: row.used, endsAt: row.ends, beforeAt: row.before },
});

/** Tables `sessions`, `officer_visits` and `sign_ins`. */
export class PgSessionStore implements SessionStore, NonceStore {
  readonly #database: Queryable & Transactor;

  constructor(database: Queryable & Transactor) {
    this.#database = database;
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#database.transaction(work);
  }

  async insert(tx: Transaction, session: StoredSession, digest: Uint8Array): Promise<void> {
    const { id, account, browser, startedAt, lastUsedAt, endsAt, beforeAt } = session;
    await tx.query(
      `insert into sessions (id, token_digest, account, browser, started_at, last_used_at, ends_at, before_at)
       values ($1, $2, $3, $4, to_timestamp($5), to_timestamp($6), to_timestamp($7), to_timestamp($8))`,
      [id, digest, fromHex(account), browser, startedAt, lastUsedAt, endsAt, beforeAt],
    );
  }

  async byDigest(digest: Uint8Array): Promise<StoredSession | null> {
    return (await this.#select("token_digest = $1", digest))[0] ?? null;
  }

  async byId(id: string): Promise<StoredSession | null> {
    return (await this.#select("id = $1", id))[0] ?? null;
  }

  ofAccount(account: Hex): Promise<readonly StoredSession[]> {
    return this.#select("account = $1 order by started_at desc, id", fromHex(account));
  }

  async touch(id: string, at: number): Promise<void> {
    await this.#database.query(
      `with used as (
         update sessions set last_used_at = greatest(last_used_at, to_timestamp($2)) where id = $1
         returning account, last_used_at)
       insert into officer_visits as v (account, seen_at) select account, last_used_at from used
       on conflict (account) do update set seen_at = greatest(v.seen_at, excluded.seen_at)`,
      [id, at],
    );
  }

  async visit(tx: Transaction, account: Hex, at: number): Promise<number | null> {
    // Two statements: who waits for the row's lock reads after it what the other has written.
    const { rows } = await tx.query<{ before: number }>(
      `select floor(${seconds("seen_at")}) as before from officer_visits where account = $1 for update`,
      [fromHex(account)],
    );
    await tx.query(
      `insert into officer_visits as v (account, seen_at) values ($1, to_timestamp($2))
       on conflict (account) do update set seen_at = greatest(v.seen_at, excluded.seen_at)`,
      [fromHex(account), at],
    );
    return rows[0]?.before ?? null;
  }

  async remove(tx: Transaction, ids: readonly string[]): Promise<readonly string[]> {
    const sql = "delete from sessions where id = any($1::uuid[]) returning id";
    return (await tx.query<{ id: string }>(sql, [ids])).rows.map(({ id }) => id);
  }

  async forget(tx: Transaction, now: number, idleSince: number): Promise<void> {
    await tx.query(
      "delete from sessions where ends_at <= to_timestamp($1) or last_used_at <= to_timestamp($2)",
      [now, idleSince],
    );
  }

  async add(nonce: string, expiresAt: number, now: number): Promise<void> {
    await this.#database.query("delete from sign_ins where expires_at <= to_timestamp($1)", [now]);
    await this.#database.query(
      "insert into sign_ins (nonce, expires_at) values ($1, to_timestamp($2))",
      [nonce, expiresAt],
    );
  }

  async use(nonce: string, now: number): Promise<boolean> {
    const { rowCount } = await this.#database.query(
      "delete from sign_ins where nonce = $1 and expires_at > to_timestamp($2)",
      [nonce, now],
    );
    return rowCount === 1;
  }

  async #select(condition: string, value: unknown): Promise<StoredSession[]> {
    const { rows } = await this.#database.query<SessionRow>(
      `select ${columns} from sessions where ${condition}`,
      [value],
    );
    return rows.map(toSession);
  }
}
