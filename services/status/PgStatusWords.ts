import { type AuthorityId, authorityIdFrom, fromHex, toHex } from "@sello/sdk";
import { emptyStatusHead } from "@sello/sdk/log";
import { type DeploymentId, firstDeployment } from "../ledger/deployment/Deployment.ts";
import type { Queryable } from "../platform/database/Transaction.ts";
import {
  ENTRIES_PER_WORD,
  type EntryChange,
  type IndexedBlock,
  type KnownHeads,
  type StatusWord,
} from "./StatusWord.ts";

type HeadRow = { block_number: string; block_hash: Buffer; head: Buffer | null } & (
  | { authority_id: Buffer; list: number }
  | { authority_id: null; list: null }
);
type ListHeadRow = Extract<HeadRow, { list: number }>;

// Before there is a list, the row holds the block alone.
const isOfList = (row: HeadRow): row is ListHeadRow => row.list !== null;

type ChangeRow = {
  value: number;
  block_time: string;
  acting_authority: Buffer;
  deployment: DeploymentId;
  block_number: string;
};

/** The status lists as the chain's events give them, read from the tables that `StatusProjection` keeps. */
export class PgStatusWords {
  readonly #database: Queryable;
  readonly #deployment: DeploymentId;

  /** @param deployment the one that governs the lists now; histories are of all */
  constructor(database: Queryable, deployment: DeploymentId = firstDeployment) {
    this.#database = database;
    this.#deployment = deployment;
  }

  /** Numbers of the lists that the authority has, in order. */
  async lists(authority: AuthorityId): Promise<readonly number[]> {
    const { rows } = await this.#database.query<{ number: number }>(
      "select number from status_lists where authority_id = $1 order by number",
      [fromHex(authority)],
    );
    return rows.map((row) => row.number);
  }

  /** Changes whenever a word of the list does: its head, as the contract keeps it. */
  async version(authority: AuthorityId, list: number): Promise<string> {
    const { rows } = await this.#database.query<{ version: string }>(
      `select encode(head, 'hex') as version from status_heads
       where authority_id = $1 and list = $2
       order by deployment desc, block_number desc, log_index desc limit 1`,
      [fromHex(authority), list],
    );
    return rows[0]?.version ?? "unset";
  }

  /** Words that were ever set, each as it is now. */
  async words(authority: AuthorityId, list: number): Promise<readonly StatusWord[]> {
    const { rows } = await this.#database.query<StatusWord>(
      `select distinct on (word) word, flags from status_words
       where authority_id = $1 and list = $2
       order by word desc, deployment desc, block_number desc, log_index desc`,
      [fromHex(authority), list],
    );
    return rows;
  }

  /** The values that one entry took on, oldest first; equal neighbours are left out, and so is a first zero. */
  async entryHistory(
    authority: AuthorityId,
    list: number,
    index: number,
  ): Promise<readonly EntryChange[]> {
    const entry = index % ENTRIES_PER_WORD;
    const { rows } = await this.#database.query<ChangeRow>(
      `select value, block_time, acting_authority, deployment, block_number from (
         select deployment, block_number, log_index, block_time, acting_authority, value,
           lag(value, 1, 0) over (order by deployment, block_number, log_index) as previous
         from status_words,
           lateral (select (get_byte(flags, $4::int / 4) >> (2 * ($4::int % 4))) & 3 as value) v
         where authority_id = $1 and list = $2 and word = $3
       ) changes
       where value <> previous order by deployment, block_number, log_index`,
      [fromHex(authority), list, Math.floor(index / ENTRIES_PER_WORD), entry],
    );
    return rows.map((row) => ({
      value: row.value,
      at: Number(row.block_time),
      actingAuthority: authorityIdFrom(row.acting_authority),
      deployment: row.deployment,
      blockNumber: BigInt(row.block_number),
    }));
  }

  /**
   * Whether an entry was revoked because a newer document took its place. Acts are found by the block that has them,
   * of which there is an index; places have no index.
   */
  async wasReplaced(
    authority: AuthorityId,
    list: number,
    index: number,
    { deployment, blockNumber }: EntryChange,
  ): Promise<boolean> {
    const { rows } = await this.#database.query(
      `select 1 from chain_transactions t
       join status_acts a on a.transaction_id = t.id and a.reason = 'superseded'
       join copies c on c.document_id = a.document_id and c.status_list = $2 and c.status_index = $3
       join streams s on s.id = c.stream_id and s.authority_id = $4
       where t.block_number = $1 and t.deployment = $5 limit 1`,
      [String(blockNumber), list, index, fromHex(authority), deployment],
    );
    return rows.length > 0;
  }

  /** Null before the first block. */
  async heads(): Promise<KnownHeads | null> {
    // One statement, so that the heads are those of the block.
    const { rows } = await this.#database.query<HeadRow>(
      `select c.block_number, c.block_hash, l.authority_id, l.number as list, h.head
       from chain_cursor c
       left join status_lists l on true
       left join lateral (
         select head from status_heads where authority_id = l.authority_id and list = l.number
         order by deployment desc, block_number desc, log_index desc limit 1) h on true
       where c.deployment = $1`,
      [this.#deployment],
    );
    const [first] = rows;
    if (first === undefined) return null;
    return {
      block: { number: BigInt(first.block_number), hash: toHex(first.block_hash) },
      lists: rows.filter(isOfList).map(({ authority_id, list, head }) => ({
        authority: authorityIdFrom(authority_id),
        list,
        head: head === null ? emptyStatusHead : toHex(head),
      })),
    };
  }

  async indexedBlock(): Promise<IndexedBlock> {
    const { rows } = await this.#database.query<{ number: string; time: string }>(
      `select block_number as number, coalesce((
         select time from chain_seen_blocks where deployment = $1 and number <= block_number
         order by number desc limit 1), 0) as time
       from chain_cursor where deployment = $1`,
      [this.#deployment],
    );
    const cursor = rows[0];
    return cursor === undefined
      ? { number: 0, time: 0 }
      : { number: Number(cursor.number), time: Number(cursor.time) };
  }
}
