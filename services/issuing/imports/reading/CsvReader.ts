const newline = 0x0a;
const carriageReturn = 0x0d;
const quote = 0x22;

/** A row as it is written: the line on which it begins, the one on which it ends, and its cells. */
export type CsvRow = {
  readonly line: number;
  readonly lastLine: number;
  readonly cells: string[];
  /** Cells that were written as `="…"`. */
  readonly guarded: number;
  /** `quotes`: a quote where none may be. `long`: over the limit, and its cells are not kept. */
  readonly fault: "quotes" | "long" | null;
};

const unquoted = 0;
const quoted = 1;
const afterQuote = 2;

/**
 * Cuts text into rows of cells (RFC 4180 §2), wherever the pieces end. CR, LF and CRLF each end a row outside of
 * quotes, in any mixture. Every character is looked at once.
 */
export class CsvReader {
  readonly #delimiter: number;
  readonly #charactersMax: number;
  readonly #onRow: (row: CsvRow) => void;
  #state = unquoted;
  #afterReturn = false;
  /** What is known of the cell and the row that are under way. */
  #cell = "";
  #wasQuoted = false;
  #isGuarded = false;
  #cells: string[] = [];
  #guarded = 0;
  #isBad = false;
  #characters = 0;
  #line = 1;
  #rowLine = 1;

  constructor(options: {
    delimiter: string;
    rowCharactersMax: number;
    firstLine?: number;
    onRow: (row: CsvRow) => void;
  }) {
    this.#delimiter = options.delimiter.charCodeAt(0);
    this.#charactersMax = options.rowCharactersMax;
    this.#onRow = options.onRow;
    this.#line = options.firstLine ?? 1;
    this.#rowLine = this.#line;
  }

  /** Line of the next character. */
  get line(): number {
    return this.#line;
  }

  push(text: string): void {
    let at = 0;
    while (at < text.length) {
      if (this.#state === quoted) at = this.#readQuoted(text, at);
      else if (this.#state === afterQuote) at = this.#readAfterQuote(text, at);
      else at = this.#readUnquoted(text, at);
    }
  }

  /** The file is over: what is held is its last row. @returns the line of a row whose quotes never closed */
  end(): number | null {
    if (this.#state === quoted) return this.#rowLine;
    if (this.#characters > 0) this.#endRow(this.#line);
    return null;
  }

  #readUnquoted(text: string, from: number): number {
    let at = from;
    let unit = 0;
    for (; at < text.length; at += 1) {
      unit = text.charCodeAt(at);
      if (unit === this.#delimiter || unit === newline) break;
      if (unit === carriageReturn || unit === quote) break;
    }
    if (at > from) {
      this.#afterReturn = false;
      this.#hold(text, from, at);
    }
    if (at === text.length) return at;
    if (unit === quote) this.#openQuote();
    else this.#endCell(unit);
    return at + 1;
  }

  /** A quote opens a cell at its start; spaces before it do not count, and `=` before it guards a number. */
  #openQuote(): void {
    this.#afterReturn = false;
    this.#characters += 1;
    // Once a row is bad its cells are not looked at: a cell that grows would be read again at each quote.
    const before = this.#isBad || this.#wasQuoted ? null : this.#cell.trim();
    if (before !== "" && before !== "=") {
      this.#isBad = true;
      return;
    }
    this.#isGuarded = before === "=";
    this.#cell = "";
    this.#wasQuoted = true;
    this.#state = quoted;
  }

  #readQuoted(text: string, from: number): number {
    let at = from;
    for (; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit === quote) break;
      if (unit === newline ? !this.#afterReturn : unit === carriageReturn) this.#line += 1;
      this.#afterReturn = unit === carriageReturn;
    }
    this.#hold(text, from, at);
    if (at === text.length) return at;
    this.#state = afterQuote;
    this.#afterReturn = false;
    return at + 1;
  }

  #readAfterQuote(text: string, at: number): number {
    const unit = text.charCodeAt(at);
    if (unit === quote) {
      this.#hold(text, at, at + 1);
      this.#state = quoted;
    } else if (unit === this.#delimiter || unit === newline || unit === carriageReturn) {
      this.#endCell(unit);
    } else if (text.charAt(at).trim() !== "") {
      this.#isBad = true;
      this.#state = unquoted;
    }
    return at + 1;
  }

  #hold(text: string, from: number, to: number): void {
    this.#characters += to - from;
    if (this.#characters > this.#charactersMax) {
      // Only the length still matters.
      this.#cell = "";
      this.#cells = [];
    } else if (this.#cell === "") this.#cell = text.slice(from, to);
    else this.#cell += text.slice(from, to);
  }

  #endCell(unit: number): void {
    if (unit === newline && this.#afterReturn) {
      this.#afterReturn = false;
      return;
    }
    this.#afterReturn = unit === carriageReturn;
    if (unit === this.#delimiter) {
      this.#characters += 1;
      this.#closeCell();
      return;
    }
    this.#line += 1;
    this.#endRow(this.#line - 1);
  }

  #closeCell(): void {
    if (this.#characters <= this.#charactersMax) this.#cells.push(this.#cell);
    if (this.#isGuarded) this.#guarded += 1;
    this.#cell = "";
    this.#wasQuoted = false;
    this.#isGuarded = false;
    this.#state = unquoted;
  }

  #endRow(lastLine: number): void {
    this.#closeCell();
    const isLong = this.#characters > this.#charactersMax;
    const row: CsvRow = {
      line: this.#rowLine,
      lastLine,
      cells: this.#cells,
      guarded: this.#guarded,
      fault: this.#isBad ? "quotes" : isLong ? "long" : null,
    };
    this.#cells = [];
    this.#guarded = 0;
    this.#isBad = false;
    this.#characters = 0;
    this.#rowLine = this.#line;
    this.#onRow(row);
  }
}
