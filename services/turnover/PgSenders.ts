import { fromHex, type Hex, toHex } from "@sello/sdk";
import type { ChainNumber } from "../ledger/deployment/Deployment.ts";
import type { SenderRole } from "../ledger/Journal.ts";
import type { Queryable, Transactor } from "../platform/database/Transaction.ts";

/** Which account plays which role towards the chain, in `chain_senders`. */
export class PgSenders {
  readonly #database: Queryable & Transactor;
  readonly #chain: ChainNumber;

  /** @param chain of the deployment that is open */
  constructor(database: Queryable & Transactor, chain: ChainNumber) {
    this.#database = database;
    this.#chain = chain;
  }

  async addressOf(role: string): Promise<Hex | null> {
    const { rows } = await this.#database.query<{ address: Buffer }>(
      "select address from chain_senders where role = $1 and chain = $2",
      [role, this.#chain],
    );
    return rows[0] ? toHex(rows[0].address) : null;
  }

  /** Accounts that have played the role before. */
  async countPast(role: SenderRole): Promise<number> {
    const { rows } = await this.#database.query(
      "select count(*)::int as count from chain_senders where role like $1 || '#%' and chain = $2",
      [role, this.#chain],
    );
    return Number(rows[0]?.count);
  }

  /**
   * Gives the role to another account; the one before keeps what it has signed. Done before: nothing.
   * @param nonce that the new account's next transaction has on the chain
   */
  async replace(role: SenderRole, next: Hex, nonce: number): Promise<void> {
    await this.#database.transaction(async (tx) => {
      const { rowCount } = await tx.query(
        `update chain_senders set role = role || '#' || (
           select count(*) + 1 from chain_senders where role like $1 || '#%' and chain = $3)
         where role = $1 and address <> $2 and chain = $3`,
        [role, fromHex(next), this.#chain],
      );
      if (rowCount === 0) return;
      await tx.query(
        "insert into chain_senders (address, role, next_nonce, chain) values ($1, $2, $3, $4)",
        [fromHex(next), role, nonce, this.#chain],
      );
      // So that every process takes up the new account.
      await tx.query("update network_terms set revision = revision + 1");
    });
  }

  /** Transactions of an account that are in no block yet. */
  async underWay(address: Hex): Promise<number> {
    const { rows } = await this.#database.query(
      "select count(*)::int as count from chain_transactions where sender = $1 and chain = $2 and state = 'signed'",
      [fromHex(address), this.#chain],
    );
    return Number(rows[0]?.count);
  }
}
