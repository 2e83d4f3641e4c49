import { decodeBase64, encodeBase64 } from "#sdk/crypto";
import { concatBytes, equalBytes } from "../encoding/bytes.ts";
import { decodeUtf8, encodeUtf8 } from "../encoding/utf8.ts";
import { limits } from "../limits.ts";
import { PresentationError } from "./PresentationError.ts";
import { decodeTransported } from "./undoTransport.ts";

// A `.sello` file in fewer bytes: its text in UTF-8, but with every long run of base64 as the bytes
// that it replaces. There is one way to pack each text. See docs/formats.md.

/** Media type of a packed `.sello` file. */
export const packedSelloFileType = "application/vnd.sello";

// 0xf5 and above never occur in UTF-8, so that no text is taken for a packed file, nor a byte of
// one for the beginning of a run.
const magic = Uint8Array.of(0xf5, ...encodeUtf8("sello/1"));
const URL_RUN = 0xf8;
const PADDED_RUN = 0xf9;

// Shorter runs are mostly words. An escaped newline is kept as it is, or its n would count as
// the first letter of the line that follows.
const runPattern = /\\n|[A-Za-z0-9+/_-]{24,}={0,2}/g;
const paddedPattern = /[+/=]/;

/** Packs the text of a `.sello` file. */
export function packSelloFile(text: string): Uint8Array {
  const parts: Uint8Array[] = [magic];
  let end = 0;
  for (const { 0: run, index } of text.matchAll(runPattern)) {
    const padded = paddedPattern.test(run);
    // Null for what only looks like base64: it stays as it is.
    const bytes = run === "\\n" ? null : decodeBase64(run, !padded);
    if (bytes === null) continue;
    const head = [padded ? PADDED_RUN : URL_RUN, ...encodeLength(bytes.length)];
    parts.push(encodeUtf8(text.slice(end, index)), Uint8Array.from(head), bytes);
    end = index + run.length;
  }
  parts.push(encodeUtf8(text.slice(end)));
  return concatBytes(parts);
}

/** Whether these bytes say that they are a packed `.sello` file. */
export function isPackedSelloFile(bytes: Uint8Array): boolean {
  return equalBytes(bytes.subarray(0, magic.length), magic);
}

/**
 * The inverse of `packSelloFile`; the text is still to be parsed. It is at most a third longer than
 * the bytes. Throws PresentationError, for bytes as well that `packSelloFile` would not have written.
 */
export function unpackSelloFile(packed: Uint8Array): string {
  if (packed.length > limits.selloFileBytesMax) {
    throw new PresentationError("presentation.too-large", "the file is too large");
  }
  if (!isPackedSelloFile(packed)) throw malformed();
  const { text, runs } = unpack(packed);
  if (!text.startsWith("{") || !isPackedSo(text, runs)) throw malformed();
  return text;
}

/** The text of what came as bytes, packed or not. Throws PresentationError or EncodingError. */
export function toPresentedText(bytes: Uint8Array): string {
  return isPackedSelloFile(bytes) ? unpackSelloFile(bytes) : decodeTransported(bytes);
}

/** Where in the text a run of base64 was packed as bytes, and its kind. */
interface Run {
  readonly start: number;
  readonly end: number;
  readonly url: boolean;
}

// Whether packing this text would replace just these runs. They are canonical, having been made of their
// bytes, so only what was left as it is needs to be decoded; packing it all again takes three times as long.
function isPackedSo(text: string, runs: readonly Run[]): boolean {
  let next = 0;
  for (const { 0: run, index } of text.matchAll(runPattern)) {
    if (run === "\\n") continue;
    const url = !paddedPattern.test(run);
    const packed = runs[next];
    if (packed?.start === index && packed.end === index + run.length && packed.url === url) next++;
    else if (decodeBase64(run, url) !== null) return false;
  }
  return next === runs.length;
}

function unpack(packed: Uint8Array): { text: string; runs: readonly Run[] } {
  const runs: Run[] = [];
  let text = "";
  let start = magic.length;
  for (let at = start; at < packed.length; ) {
    const mark = packed[at];
    if (mark !== URL_RUN && mark !== PADDED_RUN) {
      at++;
      continue;
    }
    const { length, next } = decodeLength(packed, at + 1);
    if (next + length > packed.length) throw malformed();
    const url = mark === URL_RUN;
    text += readText(packed.subarray(start, at));
    const run = encodeBase64(packed.subarray(next, next + length), url);
    runs.push({ start: text.length, end: text.length + run.length, url });
    text += run;
    start = at = next + length;
  }
  return { text: text + readText(packed.subarray(start)), runs };
}

function readText(bytes: Uint8Array): string {
  try {
    return decodeUtf8(bytes);
  } catch {
    throw malformed();
  }
}

// Seven bits a byte, lowest first; all but the last byte have their highest bit set.
function encodeLength(length: number): number[] {
  return length < 0x80 ? [length] : [(length & 0x7f) | 0x80, ...encodeLength(length >> 7)];
}

function decodeLength(bytes: Uint8Array, start: number): { length: number; next: number } {
  let length = 0;
  for (let at = start, shift = 0; shift < 21; at++, shift += 7) {
    const byte = bytes[at];
    if (byte === undefined) break;
    length |= (byte & 0x7f) << shift;
    // A last byte of nothing but zeros would be a longer way to write the same length.
    if (byte === 0 && shift > 0) break;
    if (byte < 0x80) return { length, next: at + 1 };
  }
  throw malformed();
}

function malformed(): PresentationError {
  return new PresentationError("sello-file.malformed", "not a packed .sello file");
}
