import { type AuthorityId, authorityIdFrom, fromHex } from "@sello/sdk";
import type { Queryable, Row, Transactor } from "../platform/database/Transaction.ts";
import type { KeySealer } from "./KeySealer.ts";
import type { KeyKind } from "./keyKinds.ts";
import type { SealedKey, SealedKeyStore } from "./SealedKeyStore.ts";

type KeyRow = Row & {
  name: string;
  kind: KeyKind;
  authority_id: Buffer | null;
  public: Record<string, unknown>;
  sealed: Buffer;
  generation: number;
};

/** Not in a token: a seal begins with its version (`KeySealer`). */
const isSealed = "get_byte(sealed, 0) = 1";

const columns = "name, kind, authority_id, public, sealed, generation";

export class PgSealedKeyStore implements SealedKeyStore {
  readonly #database: Queryable & Transactor;

  constructor(database: Queryable & Transactor) {
    this.#database = database;
  }

  async find(name: string): Promise<SealedKey | null> {
    const sql = `select ${columns} from sealed_keys where name = $1`;
    return (await this.#keys(sql, [name]))[0] ?? null;
  }

  async oldest(): Promise<SealedKey | null> {
    const sql = `select ${columns} from sealed_keys where ${isSealed} order by created_at, name limit 1`;
    return (await this.#keys(sql, []))[0] ?? null;
  }

  ofAuthority(authority: AuthorityId): Promise<readonly SealedKey[]> {
    const sql = `select ${columns} from sealed_keys where authority_id = $1 order by created_at, name`;
    return this.#keys(sql, [fromHex(authority)]);
  }

  async keepFirst(key: SealedKey): Promise<SealedKey | null> {
    await this.#database.query(
      `insert into sealed_keys (${columns})
       select $1, $2, $3::bytea, $4::jsonb, $5::bytea, $6::int
       where get_byte($5::bytea, 0) <> 1
         or coalesce((select max(generation) from sealed_keys where ${isSealed}), $6::int) = $6::int
       on conflict (name) do nothing`,
      [
        key.name,
        key.kind,
        key.authority ? fromHex(key.authority) : null,
        JSON.stringify(key.public),
        Buffer.from(key.sealed),
        key.generation ?? 0,
      ],
    );
    return this.find(key.name);
  }

  /**
   * Seals every key again, in one transaction in which none is added. Done before: nothing. Keys in a token are not
   * sealed.
   * @param generation which the keys have after it
   */
  async resealAll(generation: number, from: KeySealer, to: KeySealer): Promise<void> {
    await this.#database.transaction(async (tx) => {
      await tx.query("lock table sealed_keys in share row exclusive mode");
      const { rows } = await tx.query<{ name: string; sealed: Buffer }>(
        `select name, sealed from sealed_keys where generation < $1 and ${isSealed}`,
        [generation],
      );
      for (const { name, sealed } of rows) {
        const secret = await from.open(name, sealed);
        const resealed = await to.seal(name, secret);
        secret.fill(0);
        await tx.query("update sealed_keys set sealed = $2, generation = $3 where name = $1", [
          name,
          resealed,
          generation,
        ]);
      }
    });
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
  generation: row.generation,
});
