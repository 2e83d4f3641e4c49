import { isUtf8 } from "node:buffer";
import type { ImportFormat } from "@sello/api";
import { limits } from "../../platform/limits.ts";
import { parseCsvHeader, delimiters as possibleDelimiters } from "./csvHeader.ts";
import { ImportRefused } from "./errors.ts";
import type { CsvHeader, Rejection } from "./Import.ts";
import { type FileRow, RowSplitter } from "./RowSplitter.ts";
import type { Segment } from "./Segment.ts";

/** What came out of a file since it was last asked for. */
export type CutParts = { header: CsvHeader | null; segments: Segment[]; rejections: Rejection[] };

/**
 * Cuts a file into segments. Refuses (`ImportRefused`) what is not UTF-8, has no header or no rows, or
 * quotes that never close.
 */
export class SegmentCutter {
  readonly #format: ImportFormat;
  readonly #delimiter: string | undefined;
  readonly #segmentRows: number;
  readonly #splitter: RowSplitter;
  #ready: CutParts = { header: null, segments: [], rejections: [] };
  #hasHeader = false;
  #start = Buffer.alloc(0);
  #started = false;
  #number = 0;
  #rows: Buffer[] = [];
  #rowCount = 0;
  #bytes = 0;
  #firstLine = 1;

  constructor(options: {
    format: ImportFormat;
    delimiter?: string | undefined;
    /** Rows of a segment at most. */
    segmentRows: number;
  }) {
    const { format, delimiter } = options;
    this.#format = format;
    this.#delimiter = delimiter;
    this.#segmentRows = options.segmentRows;
    this.#splitter = new RowSplitter({
      delimiters: format === "csv" ? (delimiter ?? possibleDelimiters) : null,
      rowBytesMax: limits.importRowBytes,
      onRow: (row) => this.#take(row),
    });
  }

  push(chunk: Buffer): void {
    if (this.#started) {
      this.#splitter.push(chunk);
      return;
    }
    // A byte order mark may come in pieces.
    this.#start = Buffer.concat([this.#start, chunk]);
    if (this.#start.length >= encodingBytes) this.#begin();
  }

  end(): void {
    if (!this.#started) this.#begin();
    const openQuoteLine = this.#splitter.end();
    if (openQuoteLine !== null) throw openQuote(openQuoteLine);
    if (!this.#hasHeader && this.#format === "csv") throw empty();
    this.#close();
    if (this.#number === 0 && this.#ready.rejections.length === 0) throw empty();
  }

  takeReady(): CutParts {
    const ready = this.#ready;
    this.#ready = { header: null, segments: [], rejections: [] };
    return ready;
  }

  #begin(): void {
    this.#started = true;
    refuseUtf16(this.#start);
    const marked = this.#start.subarray(0, 3).equals(utf8Mark);
    this.#splitter.push(marked ? this.#start.subarray(3) : this.#start);
    this.#start = Buffer.alloc(0);
  }

  #take({ line, bytes }: FileRow): void {
    if (bytes === null) this.#reject(line);
    else if (this.#format === "ndjson" || this.#hasHeader) this.#add(line, bytes);
    else if (bytes.length > 0) this.#readHeader(line, bytes);
  }

  #add(line: number, bytes: Buffer): void {
    // A segment begins with a row. Blank lines are kept inside it, for the count of lines, but they are no
    // more held without end than rows are.
    if (bytes.length === 0 && this.#rows.length === 0) return;
    if (this.#rows.length === 0) this.#firstLine = line;
    this.#rows.push(bytes, lineEnd);
    this.#bytes += bytes.length + 1;
    if (bytes.length > 0) this.#rowCount += 1;
    const blank = this.#rows.length / 2 - this.#rowCount;
    const full = this.#rowCount >= this.#segmentRows || blank >= this.#segmentRows;
    if (full || this.#bytes >= limits.importSegmentBytes) this.#close();
  }

  #readHeader(line: number, bytes: Buffer): void {
    if (bytes.length > limits.importHeaderBytes) throw headerTooLong();
    if (!isUtf8(bytes)) throw wrongEncoding(line);
    const header = parseCsvHeader(bytes, this.#delimiter);
    this.#hasHeader = true;
    this.#splitter.setDelimiter(header.delimiter);
    this.#ready.header = header;
  }

  /** The lines of a segment follow each other, so one that is left out ends it. */
  #reject(line: number): void {
    if (this.#format === "csv" && !this.#hasHeader) throw headerTooLong();
    this.#close();
    this.#ready.rejections.push({ line, document: null, violations: [rowTooLong] });
  }

  #close(): void {
    if (this.#rowCount > 0) {
      const content = Buffer.concat(this.#rows);
      if (!isUtf8(content)) throw wrongEncoding(this.#lineOfBadRow());
      this.#ready.segments.push({
        number: this.#number,
        firstLine: this.#firstLine,
        rows: this.#rowCount,
        content,
      });
      this.#number += 1;
    }
    this.#rows = [];
    this.#rowCount = 0;
    this.#bytes = 0;
  }

  #lineOfBadRow(): number {
    let line = this.#firstLine;
    for (const row of this.#rows) {
      if (!isUtf8(row)) return line;
      line += row.filter((byte) => byte === lineEnd[0]).length;
    }
    return line;
  }
}

const encodingBytes = 64;
const utf8Mark = Buffer.from([0xef, 0xbb, 0xbf]);
const lineEnd = Buffer.from("\n");

// UTF-16 has a mark, or a zero byte in every character of ASCII; a text in UTF-8 has none.
function refuseUtf16(start: Buffer): void {
  const mark = start.length >= 2 ? start.readUInt16BE(0) : 0;
  const zero = start.subarray(0, encodingBytes).includes(0);
  if (mark === 0xfffe || mark === 0xfeff || zero) throw wrongEncoding(1, "utf-16");
}

const wrongEncoding = (line: number, looksLike?: string): ImportRefused =>
  new ImportRefused("import.encoding", `The file is not UTF-8 (line ${line}).`, {
    line,
    ...(looksLike ? { looksLike } : {}),
  });

const empty = (): ImportRefused => new ImportRefused("import.empty", "The file has no rows.");

const openQuote = (line: number): ImportRefused =>
  new ImportRefused("import.quotes", `The quotes of line ${line} are never closed.`, { line });

const headerTooLong = (): ImportRefused =>
  new ImportRefused("import.header_unreadable", "The first line is too long.", { line: 1 });

const rowTooLong = {
  field: "",
  code: "row.too_long",
  message: `is longer than ${limits.importRowBytes} bytes`,
};
