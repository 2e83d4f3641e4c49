import { parseLogPlace } from "../proof/TlogProof.ts";
import { RecentMap } from "../RecentMap.ts";
import { type CheckpointNote, openCheckpointNote } from "./openCheckpointNote.ts";

/** Where an entry says it is in the log. Nothing is verified. The same text gives the same object. */
export interface LogPlace {
  readonly index: number;
  /** 32 bytes each, from the entry's sibling up. */
  readonly path: readonly Uint8Array[];
  readonly checkpoint: CheckpointNote;
}

// Documents of one batch have this part of their proofs in common, to the letter. As long as in openCheckpointNote.
const opened = new RecentMap<LogPlace>(128, 64 * 1024);

/** `text` is a tlog-proof from its index on; throws ProofError, NoteError or EncodingError. */
export function openLogPlace(text: string): LogPlace {
  return opened.get(text, open);
}

function open(text: string): LogPlace {
  const { index, path, checkpointNote } = parseLogPlace(text);
  return { index, path, checkpoint: openCheckpointNote(checkpointNote) };
}
