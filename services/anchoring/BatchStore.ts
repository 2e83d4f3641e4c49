import type { AuthorityId, DocumentTypeId, Hex } from "@sello/sdk";
import type { Revert } from "../ledger/Settled.ts";
import type { Transaction, Transactor } from "../platform/database/Transaction.ts";
import type { ResealedLeaf } from "./Resealer.ts";

/** Copies of one stream that are in no batch yet: `count` of them from `firstSeq` on. */
export type PendingStream = {
  readonly stream: number;
  readonly authority: AuthorityId;
  readonly documentType: DocumentTypeId;
  readonly firstSeq: number;
  readonly count: number;
  /** Age of the oldest; null when it is missing, which contradicts the stream's counter. */
  readonly oldestAgeMs: number | null;
  /** Batches of the stream that are closed and not in the log yet. */
  readonly underWay: number;
};

/** A batch to be stored. */
export type BatchDraft = {
  readonly stream: number;
  readonly firstSeq: number;
  readonly count: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
  /** All levels of the tree (sdk/merkle/layout.ts). */
  readonly levels: Uint8Array;
};

/** A batch whose append was reverted. */
export type RefusedBatch = {
  readonly id: number;
  readonly stream: number;
  readonly firstSeq: number;
  readonly authority: AuthorityId;
  readonly documentType: DocumentTypeId;
  readonly count: number;
  readonly root: Hex;
  readonly error: Revert | null;
  /** Appends tried so far. */
  readonly attempts: number;
  readonly sinceRefusalMs: number;
};

/** Batches and the copies that they are made of. */
export interface BatchStore extends Transactor {
  /** Streams with copies in no batch, oldest first. */
  pending(): Promise<readonly PendingStream[]>;
  /** False when another worker is batching the stream. Held until the transaction ends. */
  tryLock(tx: Transaction, stream: number): Promise<boolean>;
  /** Where the next batch of the stream begins. Ask under the lock, in a statement of its own. */
  batchedUpTo(tx: Transaction, stream: number): Promise<number>;
  /** JWTs of copies `firstSeq` … `firstSeq + count - 1`, in order; fewer if some are missing. */
  leaves(
    tx: Transaction,
    stream: number,
    firstSeq: number,
    count: number,
  ): Promise<readonly string[]>;
  /** Puts documents that were signed anew in the place of what they were; offsets count from `firstSeq`. */
  replaceLeaves(
    tx: Transaction,
    stream: number,
    firstSeq: number,
    resealed: readonly ResealedLeaf[],
  ): Promise<void>;
  /** @returns the batch's id */
  insert(tx: Transaction, batch: BatchDraft): Promise<number>;
  /** Gives a batch that is not in the log another tree over the same copies. */
  replaceTree(
    tx: Transaction,
    batch: number,
    tree: Pick<BatchDraft, "root" | "levels">,
  ): Promise<void>;
  /** Names the journalled transaction that is to append the batch. */
  sentWith(tx: Transaction, batch: number, transaction: bigint): Promise<void>;
  /** Batches that the chain refused, oldest first. */
  refused(): Promise<readonly RefusedBatch[]>;
  /** Takes a refused batch for another try; false when it is refused no more, or another has it. */
  reopen(tx: Transaction, batch: number): Promise<boolean>;
  /** Marks the batch of this transaction as refused. A batch that is in the log stays anchored. */
  refuse(tx: Transaction, transaction: bigint, error: Revert): Promise<void>;
}
