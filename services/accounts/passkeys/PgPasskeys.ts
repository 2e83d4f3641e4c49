import { fromHex, type Hex, toHex } from "@sello/sdk";
import { concatHex } from "viem";
import type { Queryable } from "../../platform/database/Transaction.ts";
import type { PasskeyCredential } from "./readNewPasskey.ts";

/** A passkey, with the request of the account that it controls. */
export type StoredPasskey = {
  /** x and y, 64 bytes. */
  readonly publicKey: Hex;
  readonly request: string;
};

/** Table `officer_passkeys`. */
export class PgPasskeys {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  /** @returns whether it is there now; no: another account has it */
  async add(db: Queryable, credential: PasskeyCredential, request: string): Promise<boolean> {
    const { rowCount } = await db.query(
      `insert into officer_passkeys (credential_id, public_key, request) values ($1, $2, $3)
       on conflict (credential_id) do nothing`,
      [credential.id, fromHex(concatHex([credential.x, credential.y])), request],
    );
    return rowCount === 1;
  }

  async find(id: Uint8Array, db: Queryable = this.#database): Promise<StoredPasskey | null> {
    const { rows } = await db.query<{ public_key: Buffer; request: string }>(
      "select public_key, request from officer_passkeys where credential_id = $1",
      [id],
    );
    const row = rows[0];
    return row === undefined ? null : { publicKey: toHex(row.public_key), request: row.request };
  }
}
