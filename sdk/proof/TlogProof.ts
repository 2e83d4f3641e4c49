import type { SignedNote } from "../note/SignedNote.ts";

/** C2SP tlog-proof: that an entry is in a log, and who saw the log. */
export interface TlogProof {
  /** Opaque and not authenticated; null when there is no such line. */
  readonly extra: Uint8Array | null;
  /** Zero-based position of the entry in the log. */
  readonly index: number;
  /** 32 bytes each, from the entry's sibling up. */
  readonly path: readonly Uint8Array[];
  readonly checkpoint: SignedNote;
  /** The checkpoint note as it stood in the proof. */
  readonly checkpointText: string;
}
