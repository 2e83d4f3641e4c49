import { type AuthorityId, authorityIdFrom } from "@sello/sdk";
import type { Queryable } from "../../../platform/database/Transaction.ts";
import type { AuthorityKeys } from "../../../signing/AuthorityKeys.ts";
import { newFileKey } from "./sealRows.ts";

/** Keys of files: from the database where the authorities' keys are, or from the process that has these. */
export interface FileKeys {
  /** The key that seals the file's rows; null: it came in before they were sealed, or they were forgotten. */
  of(importId: string): Promise<Buffer | null>;
}

/** Table `imports`, column `wrapped_key`. */
export class PgFileKeys implements FileKeys {
  readonly #database: Queryable;
  readonly #keys: Pick<AuthorityKeys, "wrap" | "unwrap">;

  constructor(database: Queryable, keys: Pick<AuthorityKeys, "wrap" | "unwrap">) {
    this.#database = database;
    this.#keys = keys;
  }

  /** A new key, wrapped, for a file of this authority. */
  async make(authority: AuthorityId): Promise<Buffer> {
    const key = newFileKey();
    const [wrapped] = await this.#keys.wrap(authority, [key]);
    key.fill(0);
    if (wrapped === undefined) throw new Error("the key was not wrapped");
    return wrapped;
  }

  async of(importId: string): Promise<Buffer | null> {
    const { rows } = await this.#database.query<{ authority: Buffer; wrapped: Buffer | null }>(
      "select authority_id as authority, wrapped_key as wrapped from imports where id = $1",
      [importId],
    );
    const [row] = rows;
    if (row === undefined || row.wrapped === null) return null;
    const [key] = await this.#keys.unwrap(authorityIdFrom(row.authority), [row.wrapped]);
    return key ?? null;
  }
}
