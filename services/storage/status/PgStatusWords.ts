import { type AuthorityId, toBytes, toHex } from "../../domain/ids.ts";
import type { Queryable } from "../../domain/Transaction.ts";
import {
  ENTRIES_PER_WORD,
  type EntryChange,
  type IndexedBlock,
  type StatusWord,
  type StatusWords,
} from "../../status/StatusWords.ts";

type ChangeRow = { value: number; block_time: string; acting_authority: Buffer };

/** The status lists of the chain, read from the table that `StatusProjection` keeps. */
export class PgStatusWords implements StatusWords {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  async lists(authority: AuthorityId): Promise<readonly number[]> {
    const { rows } = await this.#database.query<{ number: number }>(
      "select number from status_lists where authority_id = $1 order by number",
      [toBytes(authority)],
    );
    return rows.map((row) => row.number);
  }

  async version(authority: AuthorityId, list: number): Promise<string> {
    // With the transaction and the word, so that a block in place of another is another version.
    const { rows } = await this.#database.query<{ version: string }>(
      `select block_number || '/' || log_index || '/' || word || '/' ||
         encode(transaction_hash, 'hex') as version
       from status_words where authority_id = $1 and list = $2
       order by block_time desc, block_number desc, log_index desc limit 1`,
      [toBytes(authority), list],
    );
    return rows[0]?.version ?? "unset";
  }

  async words(authority: AuthorityId, list: number): Promise<readonly StatusWord[]> {
    const { rows } = await this.#database.query<StatusWord>(
      `select distinct on (word) word, flags from status_words
       where authority_id = $1 and list = $2
       order by word desc, block_number desc, log_index desc`,
      [toBytes(authority), list],
    );
    return rows;
  }

  async entryHistory(
    authority: AuthorityId,
    list: number,
    index: number,
  ): Promise<readonly EntryChange[]> {
    const entry = index % ENTRIES_PER_WORD;
    const { rows } = await this.#database.query<ChangeRow>(
      `select value, block_time, acting_authority from (
         select block_number, log_index, block_time, acting_authority, value,
           lag(value, 1, 0) over (order by block_number, log_index) as previous
         from status_words,
           lateral (select (get_byte(flags, 31 - $4::int / 4) >> (2 * ($4::int % 4))) & 3 as value) v
         where authority_id = $1 and list = $2 and word = $3
       ) changes
       where value <> previous order by block_number, log_index`,
      [toBytes(authority), list, Math.floor(index / ENTRIES_PER_WORD), entry],
    );
    return rows.map((row) => ({
      value: row.value,
      at: Number(row.block_time),
      actingAuthority: toHex(row.acting_authority) as AuthorityId,
    }));
  }

  async indexedBlock(): Promise<IndexedBlock> {
    const { rows } = await this.#database.query<{ number: string; time: string }>(
      `select block_number as number, coalesce((
         select time from chain_seen_blocks where number <= block_number
         order by number desc limit 1), 0) as time
       from chain_cursor`,
    );
    const cursor = rows[0];
    return cursor === undefined
      ? { number: 0, time: 0 }
      : { number: Number(cursor.number), time: Number(cursor.time) };
  }
}
