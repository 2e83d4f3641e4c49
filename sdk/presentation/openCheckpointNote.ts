import { type Checkpoint, parseCheckpoint } from "../note/Checkpoint.ts";
import { parseNote } from "../note/parseNote.ts";
import type { SignedNote } from "../note/SignedNote.ts";
import { RecentMap } from "../RecentMap.ts";

/** A checkpoint with its signatures, not verified. The same text gives the same object. */
export interface CheckpointNote {
  readonly note: SignedNote;
  readonly checkpoint: Checkpoint;
}

// Documents of a day share a few checkpoints, so those last seen are kept, and with them what was
// found out about their signatures (see attestCheckpoint). Notes that are longer than sixteen witnesses
// with both keys make them are not kept: nobody but an attacker makes many of them.
const opened = new RecentMap<CheckpointNote>(128, 64 * 1024);

/** Throws NoteError or EncodingError. */
export function openCheckpointNote(text: string): CheckpointNote {
  return opened.get(text, open);
}

function open(text: string): CheckpointNote {
  const note = parseNote(text);
  return { note, checkpoint: parseCheckpoint(note.text) };
}
