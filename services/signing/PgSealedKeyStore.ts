import { type AuthorityId, authorityIdFrom, fromHex } from "@sello/sdk";
import type { Queryable, Row } from "../platform/database/Transaction.ts";
import type { KeyKind } from "./keyKinds.ts";
import type { SealedKey, SealedKeyStore } from "./SealedKeyStore.ts";

type KeyRow = Row & {
  name: string;
  kind: KeyKind;
  authority_id: Buffer | null;
  public: Record<string, unknown>;
  sealed: Buffer;
};

const columns = "name, kind, authority_id, public, sealed";

export class PgSealedKeyStore implements SealedKeyStore {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  async find(name: string): Promise<SealedKey | null> {
    const sql = `select ${columns} from sealed_keys where name = $1`;
    return (await this.#keys(sql, [name]))[0] ?? null;
  }

  async oldest(): Promise<SealedKey | null> {
    const sql = `select ${columns} from sealed_keys order by created_at, name limit 1`;
    return (await this.#keys(sql, []))[0] ?? null;
  }

  ofAuthority(authority: AuthorityId): Promise<readonly SealedKey[]> {
    const sql = `select ${columns} from sealed_keys where authority_id = $1 order by created_at, name`;
    return this.#keys(sql, [fromHex(authority)]);
  }

  async keepFirst(key: SealedKey): Promise<SealedKey> {
    await this.#database.query(
      `insert into sealed_keys (${columns}) values ($1, $2, $3, $4, $5) on conflict (name) do nothing`,
      [
        key.name,
        key.kind,
        key.authority ? fromHex(key.authority) : null,
        JSON.stringify(key.public),
        Buffer.from(key.sealed),
      ],
    );
    return (await this.find(key.name)) ?? key;
  }

  async #keys(sql: string, values: readonly unknown[]): Promise<SealedKey[]> {
    const { rows } = await this.#database.query<KeyRow>(sql, values);
    return rows.map(toSealedKey);
  }
}

const toSealedKey = (row: KeyRow): SealedKey => ({
  name: row.name,
  kind: row.kind,
  authority: row.authority_id ? authorityIdFrom(row.authority_id) : null,
  public: row.public,
  sealed: row.sealed,
});
