import { fromHex, type Hex, toHex } from "@sello/sdk";
import { type ChainNumber, firstChain } from "../../services/ledger/deployment/Deployment.ts";
import type { Cursor } from "../../services/ledger/indexer/IndexerStore.ts";
import type { WrittenBlocks } from "../../services/ledger/indexer/WrittenBlocks.ts";
import {
  toUnsettled,
  type UnsettledRow,
  type UnsettledTransaction,
} from "../../services/ledger/journal/JournalStore.ts";
import type { Queryable } from "../../services/platform/database/Transaction.ts";

/** A block as it was written before it was mined. */
export type PlannedBlock = {
  readonly number: bigint;
  /** Unix seconds. */
  readonly time: bigint;
  readonly transactions: readonly UnsettledTransaction[];
  /** Null until its receipts are recorded. */
  readonly hash: Hex | null;
};

type BlockRow = {
  readonly number: string;
  readonly time: string;
  readonly hash: Buffer | null;
  readonly transactions: readonly (Omit<UnsettledRow, "sender" | "hash" | "raw"> & {
    readonly sender: string;
    readonly hash: string;
    readonly raw: string;
  })[];
};

const selectBlocks = `
  select b.number, b.time, b.hash,
    (select json_agg(json_build_object('id', t.id::text, 'nonce', t.nonce::text, 'purpose', t.purpose,
        'sender', encode(t.sender, 'hex'), 'hash', encode(t.hash, 'hex'), 'raw', encode(t.raw, 'hex'))
        order by u.position)
      from unnest(b.transaction_ids) with ordinality as u (id, position)
      join chain_transactions t on t.id = u.id) as transactions
  from chain_blocks b`;

const toPlanned = ({ number, time, hash, transactions }: BlockRow): PlannedBlock => ({
  number: BigInt(number),
  time: BigInt(time),
  hash: hash && toHex(hash),
  transactions: transactions.map((row) =>
    toUnsettled({
      ...row,
      sender: Buffer.from(row.sender, "hex"),
      hash: Buffer.from(row.hash, "hex"),
      raw: Buffer.from(row.raw, "hex"),
    }),
  ),
});

/** The blocks of the embedded chain, in PostgreSQL: what the journal wrote, and no other block counts. */
export class BlockStore implements WrittenBlocks {
  readonly #database: Queryable;
  readonly #chain: ChainNumber;

  constructor(database: Queryable, chain: ChainNumber = firstChain) {
    this.#database = database;
    this.#chain = chain;
  }

  /** The newest block's number and time; null for an empty chain. */
  async newest(): Promise<{ number: bigint; time: bigint; settled: boolean } | null> {
    const { rows } = await this.#database.query<{ number: string; time: string; settled: boolean }>(
      `select number, time, hash is not null as settled from chain_blocks
       where chain = $1 order by number desc limit 1`,
      [this.#chain],
    );
    const row = rows[0];
    return row === undefined
      ? null
      : { number: BigInt(row.number), time: BigInt(row.time), settled: row.settled };
  }

  /** Blocks from `first` on, in order. */
  async range(first: bigint, limit: number): Promise<PlannedBlock[]> {
    const { rows } = await this.#database.query<BlockRow>(
      `${selectBlocks} where b.chain = $3 and b.number >= $1 order by b.number limit $2`,
      [first, limit, this.#chain],
    );
    return rows.map(toPlanned);
  }

  async hashOf(number: bigint): Promise<Hex | null> {
    return (await this.range(number, 1)).find((block) => block.number === number)?.hash ?? null;
  }

  async newestSettled(): Promise<bigint> {
    const { rows } = await this.#database.query<{ number: string }>(
      `select number from chain_blocks where chain = $1 and hash is not null
       order by number desc limit 1`,
      [this.#chain],
    );
    return BigInt(rows[0]?.number ?? 0);
  }

  /** A block that was written and has no hash yet may have any. Genesis is in no journal. */
  async areWritten(blocks: readonly Cursor[]): Promise<boolean> {
    const { rows } = await this.#database.query(
      `select 1 from unnest($1::bigint[], $2::bytea[]) as asked (number, hash)
       where asked.number > 0 and not exists (select 1 from chain_blocks b
         where b.chain = $3 and b.number = asked.number and coalesce(b.hash, asked.hash) = asked.hash) limit 1`,
      [blocks.map(({ number }) => number), blocks.map(({ hash }) => fromHex(hash)), this.#chain],
    );
    return rows.length === 0;
  }

  /** Writes down the next block. Fails if there is one of its number: somebody else makes blocks. */
  async plan({ number, time, transactions }: PlannedBlock): Promise<void> {
    await this.#database.query(
      `insert into chain_blocks (chain, number, time, transaction_ids)
       values ($1, $2, $3, $4::bigint[])`,
      [this.#chain, number, time, transactions.map(({ id }) => id)],
    );
  }

  async noteHash(tx: Queryable, number: bigint, hash: Hex): Promise<void> {
    await tx.query("update chain_blocks set hash = $3 where chain = $1 and number = $2", [
      this.#chain,
      number,
      fromHex(hash),
    ]);
  }
}
