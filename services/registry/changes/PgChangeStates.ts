import { toHex } from "@sello/sdk";
import type { Queryable, Row } from "../../platform/database/Transaction.ts";

/** What became of a relayed request. */
export type ChangeState = {
  /** Decimal; what `submit` returned. */
  readonly id: string;
  /** `sent` until its transaction is in a block. */
  readonly state: "sent" | "effective" | "refused";
  readonly transactionHash: string;
  readonly blockNumber: bigint | null;
  /** Name and arguments of the contract's error, if it refused. */
  readonly error: unknown;
};

type TransactionRow = Row & {
  id: string;
  hash: Buffer;
  state: "signed" | "mined" | "reverted";
  block_number: string | null;
  error: unknown;
};

const states = { signed: "sent", mined: "effective", reverted: "refused" } as const;

/** Registry changes as the journal of chain transactions has them. */
export class PgChangeStates {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  async of(id: bigint): Promise<ChangeState | null> {
    const { rows } = await this.#database.query<TransactionRow>(
      `select id, hash, state, block_number, error from chain_transactions
       where id = $1 and purpose in ('registry', 'seal')`,
      [id],
    );
    const row = rows[0];
    if (!row) return null;
    return {
      id: row.id,
      state: states[row.state],
      transactionHash: toHex(row.hash),
      blockNumber: row.block_number === null ? null : BigInt(row.block_number),
      error: row.error,
    };
  }

  /** Whether requests are still on their way to a block, and the newest block that holds one. */
  async progress(): Promise<{ underWay: boolean; newestBlock: bigint | null }> {
    const { rows } = await this.#database.query<{ under_way: boolean; newest: string | null }>(
      `select coalesce(bool_or(state = 'signed'), false) as under_way, max(block_number) as newest
       from chain_transactions where purpose = 'registry'`,
    );
    const newest = rows[0]?.newest ?? null;
    return {
      underWay: rows[0]?.under_way ?? false,
      newestBlock: newest === null ? null : BigInt(newest),
    };
  }
}
