import type { Queryable, Row, Transaction } from "../../../platform/database/Transaction.ts";
import type { ResidentPasskey } from "./ResidentPasskey.ts";

const seconds = (column: string): string => `extract(epoch from ${column})::float8`;
const columns = `id, account, credential, public_key as "publicKey", name, synced, code,
  sign_count::float8 as "signCount", ${seconds("created_at")} as "createdAt",
  ${seconds("last_used_at")} as "lastUsedAt", ${seconds("good_from")} as "goodFrom"`;

type PasskeyRow = Row & ResidentPasskey;

/** What is signed: by a passkey, a device's key for a copy, or a wallet. */
export type ChallengePurpose = "create" | "get" | "copies" | "wallet-link" | "wallet-sign-in";

/** Tables `resident_passkeys` and `resident_challenges`. */
export class PgResidentPasskeys {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  /** False: a passkey with this credential is known already. */
  async insert(tx: Transaction, passkey: ResidentPasskey): Promise<boolean> {
    const { rowCount } = await tx.query(
      `insert into resident_passkeys (id, account, credential, public_key, name, synced,
         sign_count, created_at, good_from, code)
       values ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8), to_timestamp($9), $10)
       on conflict (credential) do nothing`,
      [
        ...[passkey.id, passkey.account, passkey.credential, passkey.publicKey, passkey.name],
        ...[passkey.synced, passkey.signCount, passkey.createdAt, passkey.goodFrom, passkey.code],
      ],
    );
    return rowCount === 1;
  }

  /** Newest first. */
  async ofAccount(
    account: string,
    queryable: Queryable = this.#database,
  ): Promise<readonly ResidentPasskey[]> {
    const { rows } = await queryable.query<PasskeyRow>(
      `select ${columns} from resident_passkeys where account = $1 order by created_at desc, id`,
      [account],
    );
    return rows;
  }

  /** Locked until `tx` ends. */
  async lockByCredential(tx: Transaction, credential: Buffer): Promise<ResidentPasskey | null> {
    const { rows } = await tx.query<PasskeyRow>(
      `select ${columns} from resident_passkeys where credential = $1 for update`,
      [credential],
    );
    return rows[0] ?? null;
  }

  async used(tx: Transaction, id: string, signCount: number, now: number): Promise<void> {
    await tx.query(
      `update resident_passkeys set sign_count = $2, last_used_at = to_timestamp($3) where id = $1`,
      [id, signCount, now],
    );
  }

  /** Its code was given. */
  async settle(tx: Transaction, id: string, goodFrom: number): Promise<void> {
    await tx.query(
      "update resident_passkeys set good_from = to_timestamp($2), code = null where id = $1",
      [id, goodFrom],
    );
  }

  async remove(tx: Transaction, id: string): Promise<void> {
    await tx.query("delete from resident_passkeys where id = $1", [id]);
  }

  async addChallenge(
    id: string,
    purpose: ChallengePurpose,
    account: string | null,
    challenge: string,
    times: { readonly now: number; readonly endsAt: number },
  ): Promise<void> {
    await this.#database.query(
      "delete from resident_challenges where ends_at <= to_timestamp($1)",
      [times.now],
    );
    await this.#database.query(
      `insert into resident_challenges (id, purpose, account, challenge, ends_at)
       values ($1, $2, $3, $4, to_timestamp($5))`,
      [id, purpose, account, challenge, times.endsAt],
    );
  }

  /** The challenge, which is used up by this; null: it is over, was used, or is another's. */
  async useChallenge(
    id: string,
    purpose: ChallengePurpose,
    account: string | null,
    now: number,
  ): Promise<string | null> {
    const { rows } = await this.#database.query<{ challenge: string }>(
      `delete from resident_challenges
       where id = $1 and purpose = $2 and account is not distinct from $3::uuid
         and ends_at > to_timestamp($4)
       returning challenge`,
      [id, purpose, account, now],
    );
    return rows[0]?.challenge ?? null;
  }
}
