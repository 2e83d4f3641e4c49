import type { Hex } from "@sello/sdk";
import type { Queryable, Row, Transaction } from "../../../platform/database/Transaction.ts";
import type { ResidentSecrets } from "../ResidentSecrets.ts";

/** A wallet that is linked to a resident's account. Times are unix seconds. */
export type ResidentWallet = {
  readonly id: string;
  readonly account: string;
  /** Lowercase. */
  readonly address: Hex;
  readonly linkedAt: number;
  readonly lastUsedAt: number | null;
};

type WalletRow = Row & Omit<ResidentWallet, "address"> & { address: Buffer };

const seconds = (column: string): string => `floor(extract(epoch from ${column}))::float8`;
const columns = `id, account, address, ${seconds("linked_at")} as "linkedAt",
  ${seconds("last_used_at")} as "lastUsedAt"`;

const placeOf = (id: string): string => `wallet ${id}`;

/** Table `resident_wallets`. */
export class PgResidentWallets {
  readonly #database: Queryable;
  readonly #secrets: ResidentSecrets;

  constructor(database: Queryable, secrets: ResidentSecrets) {
    this.#database = database;
    this.#secrets = secrets;
  }

  /** False: it is linked already, to whichever account. */
  async insert(tx: Transaction, wallet: ResidentWallet): Promise<boolean> {
    const { id, account, address, linkedAt } = wallet;
    const { rowCount } = await tx.query(
      `insert into resident_wallets (id, account, address_digest, address, linked_at)
       values ($1, $2, $3, $4, to_timestamp($5)) on conflict (address_digest) do nothing`,
      [
        ...[id, account, await this.#secrets.digest("wallet", address)],
        ...[await this.#secrets.seal(placeOf(id), address), linkedAt],
      ],
    );
    return rowCount === 1;
  }

  /** Newest first. */
  async ofAccount(
    account: string,
    queryable: Queryable = this.#database,
  ): Promise<readonly ResidentWallet[]> {
    const { rows } = await queryable.query<WalletRow>(
      `select ${columns} from resident_wallets where account = $1 order by linked_at desc, id`,
      [account],
    );
    return Promise.all(rows.map((row) => this.#open(row)));
  }

  /** Locked until `tx` ends. */
  async lock(tx: Transaction, address: Hex): Promise<ResidentWallet | null> {
    const { rows } = await tx.query<WalletRow>(
      `select ${columns} from resident_wallets where address_digest = $1 for update`,
      [await this.#secrets.digest("wallet", address)],
    );
    return rows[0] ? this.#open(rows[0]) : null;
  }

  async used(tx: Transaction, id: string, now: number): Promise<void> {
    await tx.query("update resident_wallets set last_used_at = to_timestamp($2) where id = $1", [
      id,
      now,
    ]);
  }

  /** @returns whether the account had it */
  async remove(tx: Transaction, account: string, id: string): Promise<boolean> {
    const sql = "delete from resident_wallets where account = $1 and id = $2";
    return (await tx.query(sql, [account, id])).rowCount === 1;
  }

  async removeAll(tx: Transaction, account: string): Promise<void> {
    await tx.query("delete from resident_wallets where account = $1", [account]);
  }

  async #open(row: WalletRow): Promise<ResidentWallet> {
    return { ...row, address: (await this.#secrets.open(placeOf(row.id), row.address)) as Hex };
  }
}
