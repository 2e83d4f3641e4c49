import { fromHex, type Hex, toHex } from "@sello/sdk";
import { concatHex } from "viem";
import type { Queryable } from "../../platform/database/Transaction.ts";
import type { PasskeyCredential } from "./readNewPasskey.ts";

/** A passkey, with the request of the account that it controls. */
export type StoredPasskey = {
  readonly credential: Uint8Array;
  /** x and y, 64 bytes. */
  readonly publicKey: Hex;
  readonly request: string;
  /** What its officer calls the device; null: the one with which the account was made. */
  readonly name: string | null;
  /** Unix seconds. */
  readonly addedAt: number;
  /** Whether the last change asked for was to remove it. */
  readonly isRemoved: boolean;
  /** What became of that change; null: there was none. */
  readonly change: "signed" | "mined" | "reverted" | null;
};

/** Of a change of the account, by which the passkey comes or goes. */
type Added = { readonly name: string; readonly change: bigint };

type PasskeyRow = {
  credential_id: Buffer;
  public_key: Buffer;
  request: string;
  name: string | null;
  added: number;
  is_removed: boolean;
  change: StoredPasskey["change"];
};

const passkeys = `select credential_id, public_key, request, name, is_removed,
    floor(extract(epoch from p.created_at))::float8 as added, t.state as change
  from officer_passkeys p left join chain_transactions t on t.id = p.change_id`;

/** Table `officer_passkeys`. */
export class PgPasskeys {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  /**
   * @param added null: the account is made with it
   * @returns whether it is there now; no: an account has it
   */
  async add(
    db: Queryable,
    credential: PasskeyCredential,
    request: string,
    added: Added | null = null,
  ): Promise<boolean> {
    const { rowCount } = await db.query(
      `insert into officer_passkeys (credential_id, public_key, request, name, change_id)
       values ($1, $2, $3, $4, $5) on conflict (credential_id) do nothing`,
      [
        credential.id,
        fromHex(concatHex([credential.x, credential.y])),
        request,
        added?.name ?? null,
        added?.change ?? null,
      ],
    );
    return rowCount === 1;
  }

  /** Notes that it is to be removed, by this change of its account. */
  async remove(db: Queryable, id: Uint8Array, change: bigint): Promise<void> {
    await db.query(
      "update officer_passkeys set is_removed = true, change_id = $2 where credential_id = $1",
      [id, change],
    );
  }

  async find(id: Uint8Array, db: Queryable = this.#database): Promise<StoredPasskey | null> {
    const { rows } = await db.query<PasskeyRow>(`${passkeys} where credential_id = $1`, [id]);
    return rows[0] ? toPasskey(rows[0]) : null;
  }

  /** All that were ever of the account, the oldest first. */
  async ofRequest(request: string): Promise<readonly StoredPasskey[]> {
    const { rows } = await this.#database.query<PasskeyRow>(
      `${passkeys} where request = $1 order by p.created_at, credential_id`,
      [request],
    );
    return rows.map(toPasskey);
  }
}

const toPasskey = (row: PasskeyRow): StoredPasskey => ({
  credential: row.credential_id,
  publicKey: toHex(row.public_key),
  request: row.request,
  name: row.name,
  addedAt: row.added,
  isRemoved: row.is_removed,
  change: row.change,
});
