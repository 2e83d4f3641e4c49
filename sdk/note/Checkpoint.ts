import { fromBase64, toBase64 } from "../encoding/base64.ts";
import { NoteError } from "./NoteError.ts";

/** C2SP tlog-checkpoint: the size and root of a log. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
  /** Opaque; this network writes none. */
  readonly extensions: readonly string[];
}

const sizePattern = /^(?:0|[1-9][0-9]{0,15})$/;

/** Reads the text of a checkpoint note; throws NoteError `note.checkpoint` or EncodingError. */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = "", sizeLine = "", rootLine = "", ...rest] = text.split("\n");
  const extensions = rest.slice(0, -1);
  if (rest.at(-1) !== "" || extensions.includes("")) throw notOne("lines are empty or missing");
  const size = Number(sizeLine);
  if (origin === "" || !sizePattern.test(sizeLine) || !Number.isSafeInteger(size)) {
    throw notOne("its origin or size is not one");
  }
  const root = fromBase64(rootLine);
  if (root.length !== 32) throw notOne("its root does not have 32 bytes");
  return { origin, size, root, extensions };
}

/** The note text, to be signed. */
export function formatCheckpoint({ origin, size, root, extensions }: Checkpoint): string {
  const lines = [origin, String(size), toBase64(root), ...extensions];
  const text = `${lines.join("\n")}\n`;
  parseCheckpoint(text); // Nothing is written that would not be read.
  return text;
}

function notOne(what: string): NoteError {
  return new NoteError("note.checkpoint", `not a checkpoint: ${what}`);
}
