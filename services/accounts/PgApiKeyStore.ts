import type { ApiAction } from "@sello/api";
import { type AuthorityId, authorityIdFrom, fromHex } from "@sello/sdk";
import { secondsOf } from "../platform/Clock.ts";
import type { Queryable, Transaction, Transactor } from "../platform/database/Transaction.ts";
import type { ApiKey } from "./ApiKey.ts";
import type { ApiKeyStore } from "./ApiKeyStore.ts";

type KeyRow = {
  id: string;
  authority_id: Buffer;
  label: string;
  actions: ApiAction[];
  created_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
  last_used_at: Date | null;
  documents_per_day: number | null;
  today: string;
  day_ends: number;
};

const selectKeys = `select k.id, k.authority_id, k.label, k.actions, k.created_at, k.expires_at, k.revoked_at,
    k.last_used_at, k.documents_per_day, coalesce(d.documents, 0) as today,
    extract(epoch from e.ends_at)::float8 as day_ends
  from (select city_day_end(now()) as ends_at) e, api_keys k
  left join issuing_days d on d.caller_id = k.id and k.documents_per_day is not null
    and d.ends_at = city_day_end(now())`;

const toKey = (row: KeyRow): ApiKey => ({
  id: row.id,
  authority: authorityIdFrom(row.authority_id),
  label: row.label,
  actions: row.actions,
  createdAt: secondsOf(row.created_at),
  expiresAt: secondsOf(row.expires_at),
  revokedAt: row.revoked_at && secondsOf(row.revoked_at),
  lastUsedAt: row.last_used_at && secondsOf(row.last_used_at),
  documentsPerDay: row.documents_per_day,
  today:
    row.documents_per_day === null ? null : { documents: Number(row.today), endsAt: row.day_ends },
});

/** API keys in `api_keys`. */
export class PgApiKeyStore implements ApiKeyStore {
  readonly #database: Queryable & Transactor;

  constructor(database: Queryable & Transactor) {
    this.#database = database;
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#database.transaction(work);
  }

  async insert(tx: Transaction, key: ApiKey, digest: Uint8Array): Promise<void> {
    await tx.query(
      `insert into api_keys (id, authority_id, label, secret_digest, actions, created_at, expires_at,
         documents_per_day)
       values ($1, $2, $3, $4, $5, to_timestamp($6), to_timestamp($7), $8)`,
      [
        key.id,
        fromHex(key.authority),
        key.label,
        digest,
        key.actions,
        key.createdAt,
        key.expiresAt,
        key.documentsPerDay,
      ],
    );
  }

  byDigest(digest: Uint8Array): Promise<ApiKey | null> {
    return this.#one(`${selectKeys} where k.secret_digest = $1`, digest);
  }

  byId(id: string): Promise<ApiKey | null> {
    return this.#one(`${selectKeys} where k.id = $1`, id);
  }

  async list(authorities: readonly AuthorityId[]): Promise<readonly ApiKey[]> {
    const { rows } = await this.#database.query<KeyRow>(
      `${selectKeys} where k.authority_id = any($1::bytea[])
       order by k.created_at desc, k.id`,
      [authorities.map(fromHex)],
    );
    return rows.map(toKey);
  }

  async revoke(tx: Transaction, id: string, at: number): Promise<boolean> {
    const { rowCount } = await tx.query(
      "update api_keys set revoked_at = to_timestamp($2) where id = $1 and revoked_at is null",
      [id, at],
    );
    return rowCount === 1;
  }

  async setLimit(tx: Transaction, id: string, perDay: number | null): Promise<void> {
    await tx.query("update api_keys set documents_per_day = $2 where id = $1", [id, perDay]);
    if (perDay === null) return;
    await tx.query(
      `insert into issuing_days as d (caller_id, ends_at, documents)
       select $1, city_day_end(now()), coalesce(sum(count), 0) from issuances
       where caller_id = $1 and issued_at >= city_day_end(now()) - interval '1 day'
       on conflict (caller_id, ends_at) do update set documents = excluded.documents`,
      [id],
    );
  }

  async touch(id: string, at: number, intervalSeconds: number): Promise<void> {
    await this.#database.query(
      `update api_keys set last_used_at = to_timestamp($2)
       where id = $1 and (last_used_at is null or last_used_at <= to_timestamp($3))`,
      [id, at, at - intervalSeconds],
    );
  }

  async #one(sql: string, value: unknown): Promise<ApiKey | null> {
    const { rows } = await this.#database.query<KeyRow>(sql, [value]);
    return rows[0] ? toKey(rows[0]) : null;
  }
}
