const newline = 0x0a;
const carriageReturn = 0x0d;
const quote = 0x22;

/** One row of a file, without its line end. `bytes` is null when it was longer than the limit. */
export type FileRow = { readonly line: number; readonly bytes: Buffer | null };

/** What a byte means to the splitter. */
const ordinaryByte = 0;
const delimiterByte = 1;
const quoteByte = 2;
const newlineByte = 3;

/** Where in a field the splitter is. */
const fieldStart = 0;
const unquoted = 1;
const quoted = 2;
const quoteInQuoted = 3;

/**
 * Cuts bytes at row ends, wherever the chunks end. In CSV a line end inside a quoted field (RFC 4180 §2)
 * is none. A row over the limit is passed over without being held, and reported. UTF-8 needs no
 * decoding here: none of its multi-byte characters holds a byte below 0x80.
 */
export class RowSplitter {
  readonly #rowBytesMax: number;
  readonly #onRow: (row: FileRow) => void;
  readonly #quoting: boolean;
  #meanings: Uint8Array;
  #state = fieldStart;
  /** Beginnings of the row that is under way, from earlier chunks. */
  #held: Buffer[] = [];
  #heldBytes = 0;
  #line: number;
  #rowLine: number;

  constructor(options: {
    /** Characters that end a field; null for a format without quoting. */
    delimiters: string | null;
    rowBytesMax: number;
    firstLine?: number;
    onRow: (row: FileRow) => void;
  }) {
    this.#quoting = options.delimiters !== null;
    this.#meanings = toMeanings(options.delimiters ?? "");
    this.#rowBytesMax = options.rowBytesMax;
    this.#onRow = options.onRow;
    this.#line = options.firstLine ?? 1;
    this.#rowLine = this.#line;
  }

  /** Once the header is known, only this one ends a field. May be called from `onRow`. */
  setDelimiter(delimiter: string): void {
    this.#meanings = toMeanings(delimiter);
  }

  /** Line on which the next row begins. */
  get line(): number {
    return this.#rowLine;
  }

  push(chunk: Buffer): void {
    let start = 0;
    for (let end = this.#nextEnd(chunk, 0); end !== -1; end = this.#nextEnd(chunk, start)) {
      this.#endRow(chunk.subarray(start, end));
      start = end + 1;
    }
    if (start < chunk.length) this.#hold(chunk.subarray(start));
  }

  /** The file is over: what is held is its last row. @returns the line of a row whose quotes never closed */
  end(): number | null {
    const open = this.#state === quoted ? this.#rowLine : null;
    if (this.#heldBytes > 0) this.#endRow(Buffer.alloc(0));
    return open;
  }

  /** Offset of the line end that ends the row, at `from` or later in the chunk; -1: not in this chunk. */
  #nextEnd(chunk: Buffer, from: number): number {
    if (this.#quoting) return this.#nextEndOutsideQuotes(chunk, from);
    const end = chunk.indexOf(newline, from);
    if (end !== -1) this.#line += 1;
    return end;
  }

  // Every byte of a file goes through this loop: it works on locals.
  #nextEndOutsideQuotes(chunk: Buffer, from: number): number {
    const meanings = this.#meanings;
    let state = this.#state;
    let end = from;
    for (; end < chunk.length; end += 1) {
      const meaning = meanings[chunk[end] as number] as number;
      if (meaning === newlineByte) {
        this.#line += 1;
        if (state !== quoted) break;
      } else state = nextState(state, meaning);
    }
    this.#state = state;
    return end < chunk.length ? end : -1;
  }

  #endRow(tail: Buffer): void {
    const line = this.#rowLine;
    const tooLong = this.#heldBytes + tail.length > this.#rowBytesMax;
    const bytes = this.#held.length === 0 ? tail : Buffer.concat([...this.#held, tail]);
    this.#held = [];
    this.#heldBytes = 0;
    this.#state = fieldStart;
    this.#rowLine = this.#line;
    this.#onRow({ line, bytes: tooLong ? null : withoutReturn(bytes) });
  }

  #hold(part: Buffer): void {
    this.#heldBytes += part.length;
    // Over the limit only the length still matters.
    if (this.#heldBytes > this.#rowBytesMax) this.#held = [];
    else this.#held.push(part);
  }
}

// A quote opens a field at its start, and after a quote inside a field stands for itself. In a field
// that was not quoted it means nothing; the parser will refuse that row.
function nextState(state: number, meaning: number): number {
  if (state === quoted) return meaning === quoteByte ? quoteInQuoted : quoted;
  if (meaning === quoteByte) return state === unquoted ? unquoted : quoted;
  return meaning === delimiterByte ? fieldStart : unquoted;
}

function toMeanings(delimiters: string): Uint8Array {
  const meanings = new Uint8Array(256).fill(ordinaryByte);
  for (const byte of Buffer.from(delimiters)) meanings[byte] = delimiterByte;
  meanings[quote] = quoteByte;
  meanings[newline] = newlineByte;
  return meanings;
}

const withoutReturn = (bytes: Buffer): Buffer =>
  bytes.at(-1) === carriageReturn ? bytes.subarray(0, -1) : bytes;
