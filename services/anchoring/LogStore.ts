import type { AuthorityId, DocumentTypeId, Hex } from "@sello/sdk";
import type { HashedNode, TreeNode } from "@sello/sdk/log";
import type { Queryable, Transaction } from "../platform/database/Transaction.ts";

/** An entry of the document log, as the contract's event told it. */
export type AnchoredEntry = {
  readonly index: number;
  readonly authority: AuthorityId;
  readonly documentType: DocumentTypeId;
  readonly batchRoot: Hex;
  /** Documents in the batch. */
  readonly count: number;
  /** Block timestamp, unix seconds. */
  readonly anchoredAt: number;
  /** RFC 9162 root of the log with this entry as its last. */
  readonly logRoot: Hex;
  readonly blockNumber: bigint;
  readonly transactionHash: Hex;
};

/** A size of the log with its root (32 bytes). */
export type LogHead = { readonly size: number; readonly root: Uint8Array };

/** The document log, as read from the chain: entries, and the hashes of its complete subtrees. */
export interface LogStore {
  /** The log of all blocks that have `confirmations` or more on top; size 0 when there is none. */
  head(db?: Queryable, confirmations?: number): Promise<LogHead>;
  /** Root of the first `size` entries; null when the log is smaller. */
  rootAt(size: number, db?: Queryable): Promise<Uint8Array | null>;
  /** In order of index; fewer than `limit` at the end. */
  entries(start: number, limit: number): Promise<readonly AnchoredEntry[]>;
  /** Those that are stored, in no order. */
  nodes(wanted: readonly TreeNode[], db?: Queryable): Promise<readonly HashedNode[]>;
  /** Adds entries with the subtrees they complete, and marks the batches that they anchor. */
  append(
    tx: Transaction,
    entries: readonly AnchoredEntry[],
    nodes: readonly HashedNode[],
  ): Promise<void>;
  /** Takes back the entries of blocks above `blockNumber`; their batches are under way again. */
  revertAfter(tx: Transaction, blockNumber: bigint): Promise<void>;
}
