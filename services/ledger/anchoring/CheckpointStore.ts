import type { Transaction, Transactor } from "../../domain/Transaction.ts";
import type { LogHead } from "./LogStore.ts";

/** A checkpoint as the log key signed it: C2SP signed note with the log's signature alone. */
export type SignedCheckpoint = LogHead & { readonly note: string };

/** A witness's signature line on a checkpoint: `— name base64`, with its newline. */
export type Cosignature = { readonly witness: string; readonly line: string };

/** Checkpoints that were signed, with what witnesses added. */
export interface CheckpointStore extends Transactor {
  /** False when another worker is signing. Held until the transaction ends. */
  tryLock(tx: Transaction): Promise<boolean>;
  /** The largest; null before the first. */
  newest(tx?: Transaction): Promise<SignedCheckpoint | null>;
  /** Refuses a second checkpoint of one size, whatever its root. */
  insert(tx: Transaction, checkpoint: SignedCheckpoint): Promise<void>;
  /** Stored once for each witness; the first stays. */
  addCosignature(size: number, cosignature: Cosignature): Promise<void>;
  cosignatures(size: number): Promise<number>;
  /** The note of the largest checkpoint, with its cosignatures. */
  newestNote(): Promise<string | null>;
  noteOf(size: number): Promise<string | null>;
  /** The largest checkpoint with `quorum` cosignatures or more, its note carrying all of them. */
  newestWithQuorum(quorum: number): Promise<SignedCheckpoint | null>;
}
