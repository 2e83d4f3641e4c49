import { limits } from "../../../platform/limits.ts";
import { CsvReader, type CsvRow } from "./CsvReader.ts";
import { cleanCell } from "./cleanCell.ts";
import { readCsvStart } from "./csvHeader.ts";
import type { FileHeader, FilePart, FileRow } from "./FileRow.ts";
import { noRows, openQuote } from "./refusals.ts";

const blankAlone = /^[\s,;|]*$/;

/**
 * Reads a CSV file from text that comes in pieces. `ImportRefused`: `import.header_unreadable`, `import.delimiter`,
 * `import.empty`, `import.quotes` (quotes that never close, or that swallow lines).
 */
export class CsvFile {
  readonly #delimiter: string | undefined;
  #start = "";
  #reader: CsvReader | null = null;
  #header: FileHeader | null = null;
  #isHeaderRead = false;
  #rows: FileRow[] = [];
  #newHeader: FileHeader | null = null;

  constructor(delimiter?: string) {
    this.#delimiter = delimiter;
  }

  /** Line of the next character. */
  get line(): number {
    return this.#reader?.line ?? 1;
  }

  push(text: string): void {
    if (this.#reader === null) {
      this.#start += text;
      this.#begin(false);
    } else this.#reader.push(text);
  }

  end(): void {
    if (this.#reader === null) this.#begin(true);
    if (this.#reader === null) throw noRows();
    const open = this.#reader.end();
    if (open !== null) throw openQuote(open);
  }

  takeReady(): FilePart {
    const part = { header: this.#newHeader, rows: this.#rows };
    this.#newHeader = null;
    this.#rows = [];
    return part;
  }

  #begin(isWhole: boolean): void {
    const start = readCsvStart(this.#start, isWhole, this.#delimiter);
    if (start === null) return;
    this.#header = start.header;
    this.#newHeader = start.header;
    this.#reader = new CsvReader({
      delimiter: start.header.delimiter,
      rowCharactersMax: limits.importRowCharacters,
      firstLine: start.firstLine,
      onRow: (row) => this.#take(row),
    });
    this.#reader.push(this.#start.slice(start.offset));
    this.#start = "";
  }

  #take(row: CsvRow): void {
    if (row.fault !== null) {
      this.#refuse(row);
      return;
    }
    const cells = row.cells;
    let cleaned = row.guarded;
    let isBlank = true;
    for (let column = 0; column < cells.length; column += 1) {
      const given = cells[column] as string;
      const clean = cleanCell(given);
      if (clean !== given) {
        cells[column] = clean;
        cleaned += 1;
      }
      if (clean !== "") isBlank = false;
    }
    if (isBlank || (cells.length === 1 && blankAlone.test(cells[0] as string))) return;
    if (!this.#isHeaderRead) this.#isHeaderRead = true;
    else this.#add(row, cells, cleaned);
  }

  #add(row: CsvRow, cells: string[], cleaned: number): void {
    const width = this.#header?.columns.length ?? 0;
    // Empty cells beyond the header are a spreadsheet's.
    while (cells.length > width && cells.at(-1) === "") cells.pop();
    if (cells.length === width) {
      const { line } = row;
      this.#rows.push(cleaned === 0 ? { line, cells } : { line, cells, cleaned });
      return;
    }
    // A quote too many swallows lines: to report them as one row would lose the others.
    if (row.lastLine > row.line) throw openQuote(row.line);
    const data = { cells: cells.length, columns: width };
    this.#rows.push({ line: row.line, refused: "row.fields", data, cells });
  }

  #refuse({ line, lastLine, fault }: CsvRow): void {
    if (fault === "quotes" && lastLine > line) throw openQuote(line);
    this.#rows.push({ line, refused: fault === "long" ? "row.too_long" : "row.quotes" });
  }
}
