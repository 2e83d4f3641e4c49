import { type Hex, toBytes } from "../../domain/ids.ts";
import type { Transaction } from "../../domain/Transaction.ts";
import type { ChainEvent, Projection } from "../../ledger/Projection.ts";

// An officer's own transaction may name any list of 64 bits. No document stands in one beyond these, and
// a number too large for its column must not stop the indexer.
const LIST_MAX = 2n ** 31n - 1n;

const isStatusChange = (event: ChainEvent): boolean =>
  event.contract === "StatusLists" &&
  event.name === "StatusChanged" &&
  BigInt(wholeNumber(event, "list")) <= LIST_MAX;

const hexOf = (event: ChainEvent, name: string): Buffer => toBytes(event.args[name] as Hex);

// The contract emits whole numbers, which the indexer writes in decimal.
const wholeNumber = (event: ChainEvent, name: string): string => String(event.args[name]);

const toWordBytes = (flags: string): Buffer =>
  Buffer.from(BigInt(flags).toString(16).padStart(64, "0"), "hex");

/** Keeps every word of the status lists with its history (`status_words`). */
export class StatusProjection implements Projection {
  readonly name = "status";

  async apply(tx: Transaction, events: readonly ChainEvent[]): Promise<void> {
    const changes = events.filter(isStatusChange);
    if (changes.length === 0) return;
    await tx.query(
      `insert into status_words (authority_id, list, word, flags, acting_authority, block_number,
         log_index, block_time, transaction_hash)
       select * from unnest($1::bytea[], $2::int[], $3::int[], $4::bytea[], $5::bytea[], $6::bigint[],
         $7::int[], $8::bigint[], $9::bytea[])`,
      [
        changes.map((event) => hexOf(event, "owner")),
        changes.map((event) => wholeNumber(event, "list")),
        changes.map((event) => wholeNumber(event, "word")),
        changes.map((event) => toWordBytes(wholeNumber(event, "flags"))),
        changes.map((event) => hexOf(event, "acting")),
        changes.map((event) => String(event.blockNumber)),
        changes.map((event) => event.logIndex),
        changes.map((event) => String(event.blockTime)),
        changes.map((event) => toBytes(event.transactionHash)),
      ],
    );
  }

  async revertAfter(tx: Transaction, blockNumber: bigint): Promise<void> {
    await tx.query("delete from status_words where block_number > $1", [String(blockNumber)]);
  }
}
