import { type Checkpoint, parseCheckpoint } from "../note/Checkpoint.ts";
import { parseNote } from "../note/parseNote.ts";
import type { SignedNote } from "../note/SignedNote.ts";

/** A checkpoint with its signatures, not verified. The same text gives the same object. */
export interface CheckpointNote {
  readonly note: SignedNote;
  readonly checkpoint: Checkpoint;
}

// Documents of a day share a few checkpoints, so those last seen are kept, and with them what was
// found out about their signatures (see attestCheckpoint). Notes that are longer than sixteen witnesses
// with both keys make them are not kept: nobody but an attacker makes many of them.
const notesMax = 128;
const noteLengthMax = 64 * 1024;
const opened = new Map<string, CheckpointNote>();

/** Throws NoteError or EncodingError. */
export function openCheckpointNote(text: string): CheckpointNote {
  const known = opened.get(text);
  if (known !== undefined) return known;
  const note = parseNote(text);
  const fresh = { note, checkpoint: parseCheckpoint(note.text) };
  if (text.length <= noteLengthMax) remember(text, fresh);
  return fresh;
}

function remember(text: string, note: CheckpointNote): void {
  const [oldest] = opened.keys();
  if (opened.size >= notesMax && oldest !== undefined) opened.delete(oldest);
  opened.set(text, note);
}
