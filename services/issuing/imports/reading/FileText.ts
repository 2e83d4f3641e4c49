import { isUtf8 } from "node:buffer";
import type { FileEncoding } from "@sello/api";
import type { ImportRefused } from "../errors.ts";
import { guessEncoding, refuseOtherFiles } from "./guessEncoding.ts";
import { privateCharacter, wrongEncoding } from "./refusals.ts";

/** Bytes that are decoded at once: what comes in smaller pieces waits, so that slow senders cost no more. */
const pieceBytes = 65_536;
/** Characters that the encodings of China leave to their users: another machine would show another one. */
const privateUse = /[\ue000-\uf8ff]|[\u{f0000}-\u{10ffff}]/u;

/**
 * Bytes of a file as text, without a byte order mark. What is not of the encoding is refused with its line
 * (`ImportRefused` `import.encoding`), and with the encoding that it looks like.
 */
export class FileText {
  readonly #encoding: FileEncoding;
  readonly #decoder: TextDecoder | null;
  /** Line ends so far, as the reader of the text counts them. */
  readonly #lineOf: () => number;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #hasBegun = false;

  constructor(encoding: FileEncoding, lineOf: () => number) {
    this.#encoding = encoding;
    this.#decoder =
      encoding === "utf-8" ? null : new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
    this.#lineOf = lineOf;
  }

  /** @returns text that is ready; often none */
  push(chunk: Buffer): string {
    this.#waiting.push(chunk);
    this.#waitingBytes += chunk.length;
    return this.#waitingBytes < pieceBytes ? "" : this.#decode(false);
  }

  end(): string {
    return this.#decode(true);
  }

  #decode(isLast: boolean): string {
    let bytes: Buffer = Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#waitingBytes = 0;
    if (!this.#hasBegun) {
      refuseOtherFiles(bytes, this.#encoding);
      this.#hasBegun = true;
      bytes = withoutMark(bytes);
    }
    return this.#decoder === null
      ? this.#decodeUtf8(bytes, isLast)
      : this.#decodeOther(bytes, isLast);
  }

  #decodeUtf8(bytes: Buffer, isLast: boolean): string {
    const end = isLast ? bytes.length : lastBoundary(bytes);
    if (end < bytes.length) {
      this.#waiting = [bytes.subarray(end)];
      this.#waitingBytes = bytes.length - end;
    }
    const whole = bytes.subarray(0, end);
    if (isUtf8(whole)) return whole.toString("utf8");
    throw this.#wrong(whole, guessEncoding(whole));
  }

  #decodeOther(bytes: Buffer, isLast: boolean): string {
    let text: string;
    try {
      text = (this.#decoder as TextDecoder).decode(bytes, { stream: !isLast });
    } catch {
      throw this.#wrong(bytes, null);
    }
    const strange = privateUse.exec(text);
    if (strange === null) return text;
    throw privateCharacter(this.#lineOf() + countLineEnds(text.slice(0, strange.index)));
  }

  #wrong(bytes: Buffer, looksLike: FileEncoding | null): ImportRefused {
    const read = new TextDecoder(this.#encoding).decode(bytes);
    const line = this.#lineOf() + countLineEnds(read.slice(0, Math.max(0, read.indexOf("\ufffd"))));
    return wrongEncoding(this.#encoding, line, looksLike);
  }
}

const countLineEnds = (text: string): number => text.match(/\r\n|\r|\n/g)?.length ?? 0;

/** UTF-8's mark; those of UTF-16 are the same character. */
function withoutMark(bytes: Buffer): Buffer {
  if (bytes.subarray(0, 3).equals(utf8Mark)) return bytes.subarray(3);
  const mark = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0;
  return mark === 0xfffe || mark === 0xfeff ? bytes.subarray(2) : bytes;
}

const utf8Mark = Buffer.from([0xef, 0xbb, 0xbf]);

/** The end of the last character that is whole. */
function lastBoundary(bytes: Buffer): number {
  for (let at = bytes.length - 1; at >= 0 && at >= bytes.length - 4; at -= 1) {
    const byte = bytes[at] as number;
    if (byte < 0x80) return bytes.length;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return at + length > bytes.length ? at : bytes.length;
  }
  return bytes.length;
}
