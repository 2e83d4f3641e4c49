import { fromBase64, toBase64 } from "../encoding/base64.ts";
import { concatBytes } from "../encoding/bytes.ts";
import { encodeUtf8 } from "../encoding/utf8.ts";
import { limits } from "../limits.ts";
import { NoteError } from "./NoteError.ts";
import type { NoteSignature, SignedNote } from "./SignedNote.ts";
import { isKeyName } from "./VerifierKey.ts";

// C2SP signed-note, "Format".
// biome-ignore lint/suspicious/noControlCharactersInRegex: the format forbids just these.
const controlPattern = /[\u0000-\u0009\u000b-\u001f]/;
const signaturePattern = /^\u2014 (\S+) ([A-Za-z0-9+/]+={0,2})$/u;
const keyIdBytes = 4;

/** Takes a note apart; throws NoteError. What it says is not verified. */
export function parseNote(note: string, bytesMax: number = limits.noteBytesMax): SignedNote {
  if (encodeUtf8(note).length > bytesMax) {
    throw new NoteError("note.too-large", "the note is too large", { bytesMax });
  }
  if (controlPattern.test(note) || !note.isWellFormed()) {
    throw malformed("it has control characters or broken ones");
  }
  // The text is separated from the signatures by the last empty line.
  const split = note.lastIndexOf("\n\n");
  if (split < 0 || !note.endsWith("\n")) throw malformed("it has no signatures");
  const lines = note.slice(split + 2, -1).split("\n");
  if (lines.length > limits.noteSignaturesMax) {
    throw new NoteError("note.too-large", "too many signatures", { lines: lines.length });
  }
  return { text: note.slice(0, split + 1), signatures: lines.map(parseSignature) };
}

/** The inverse of `parseNote`. */
export function formatNote(note: SignedNote): string {
  return `${note.text}\n${note.signatures.map(formatNoteSignature).join("")}`;
}

/** One signature line with its newline. */
export function formatNoteSignature({ name, keyId, signature }: NoteSignature): string {
  const id = new Uint8Array(keyIdBytes);
  new DataView(id.buffer).setUint32(0, keyId);
  return `\u2014 ${name} ${toBase64(concatBytes([id, signature]))}\n`;
}

function parseSignature(line: string): NoteSignature {
  const [, name = "", encoded = ""] = signaturePattern.exec(line) ?? [];
  if (!isKeyName(name)) throw malformed("a signature line is not one");
  const bytes = fromBase64(encoded);
  if (bytes.length <= keyIdBytes) throw malformed("a signature is empty");
  const keyId = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  return { name, keyId, signature: bytes.slice(keyIdBytes) };
}

function malformed(what: string): NoteError {
  return new NoteError("note.malformed", `not a signed note: ${what}`);
}
