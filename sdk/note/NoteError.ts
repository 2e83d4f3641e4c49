import { SelloError } from "../SelloError.ts";

export type NoteErrorCode =
  | "note.malformed"
  | "note.too-large"
  | "note.key-name"
  | "note.vkey"
  | "note.checkpoint"
  | "note.timestamp";

export class NoteError extends SelloError<NoteErrorCode> {}
