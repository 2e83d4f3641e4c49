import type { VerifierKey } from "@sello/sdk/log";
import type { Transaction, Transactor } from "../platform/database/Transaction.ts";
import type { LogHead } from "./LogStore.ts";
import type { CosigningKey, WitnessQuorum } from "./WitnessQuorum.ts";

/** A checkpoint as the log key signed it: C2SP signed note with the log's signature alone. */
export type SignedCheckpoint = LogHead & { readonly note: string };

/** A witness's signature line on a checkpoint: `— name base64`, with its newline; and whose it is. */
export type Cosignature = { readonly key: VerifierKey; readonly line: string };

/** Checkpoints that were signed, with what witnesses added. */
export interface CheckpointStore extends Transactor {
  /** False when another worker is signing. Held until the transaction ends. */
  tryLock(tx: Transaction): Promise<boolean>;
  /** The largest; null before the first. */
  newest(tx?: Transaction): Promise<SignedCheckpoint | null>;
  /** Refuses a second checkpoint of one size, whatever its root. */
  insert(tx: Transaction, checkpoint: SignedCheckpoint): Promise<void>;
  /** Stored once for each key; the first stays. */
  addCosignature(size: number, cosignature: Cosignature): Promise<void>;
  /** Keys that have cosigned, whether or not their witness is still named. */
  cosigners(size: number): Promise<readonly CosigningKey[]>;
  /** Forgets the post-quantum cosignatures, which are large, of all but the newest checkpoints. */
  prunePostQuantum(checkpointsKept: number): Promise<void>;
  /** The note of the largest checkpoint, with its cosignatures. */
  newestNote(): Promise<string | null>;
  noteOf(size: number): Promise<string | null>;
  /** The largest checkpoint that has the quorum, its note carrying the lines of `quorum.shown`. */
  newestWithQuorum(quorum: WitnessQuorum): Promise<SignedCheckpoint | null>;
}
