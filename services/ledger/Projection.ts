import type { Hex } from "@sello/sdk";
import type { Transaction } from "../platform/database/Transaction.ts";
import type { ContractName } from "./Journal.ts";

/** One event of our contracts, decoded. `args` by name; integers as decimal strings, bytes as `0x` hex. */
export type ChainEvent = {
  readonly contract: ContractName;
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly blockNumber: bigint;
  readonly logIndex: number;
  /** Unix seconds. */
  readonly blockTime: bigint;
  readonly transactionHash: Hex;
};

/**
 * A table that follows the chain. The indexer calls it inside the transaction that moves its cursor, so
 * each event is applied exactly once; after a reorganisation it is first taken back to the common block.
 */
export interface Projection {
  readonly name: string;
  apply(tx: Transaction, events: readonly ChainEvent[]): Promise<void>;
  /** Forget everything of blocks above `blockNumber`. */
  revertAfter(tx: Transaction, blockNumber: bigint): Promise<void>;
}
