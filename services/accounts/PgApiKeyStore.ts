import type { ApiAction } from "@sello/api";
import { type AuthorityId, authorityIdFrom, fromHex } from "@sello/sdk";
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
};

const columns =
  "id, authority_id, label, actions, created_at, expires_at, revoked_at, last_used_at";

const toSeconds = (date: Date): number => Math.floor(date.getTime() / 1000);

const toKey = (row: KeyRow): ApiKey => ({
  id: row.id,
  authority: authorityIdFrom(row.authority_id),
  label: row.label,
  actions: row.actions,
  createdAt: toSeconds(row.created_at),
  expiresAt: toSeconds(row.expires_at),
  revokedAt: row.revoked_at && toSeconds(row.revoked_at),
  lastUsedAt: row.last_used_at && toSeconds(row.last_used_at),
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
      `insert into api_keys (id, authority_id, label, secret_digest, actions, created_at, expires_at)
       values ($1, $2, $3, $4, $5, to_timestamp($6), to_timestamp($7))`,
      [
        key.id,
        fromHex(key.authority),
        key.label,
        digest,
        key.actions,
        key.createdAt,
        key.expiresAt,
      ],
    );
  }

  byDigest(digest: Uint8Array): Promise<ApiKey | null> {
    return this.#one(`select ${columns} from api_keys where secret_digest = $1`, digest);
  }

  byId(id: string): Promise<ApiKey | null> {
    return this.#one(`select ${columns} from api_keys where id = $1`, id);
  }

  async list(authorities: readonly AuthorityId[]): Promise<readonly ApiKey[]> {
    const { rows } = await this.#database.query<KeyRow>(
      `select ${columns} from api_keys where authority_id = any($1::bytea[])
       order by created_at desc, id`,
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
