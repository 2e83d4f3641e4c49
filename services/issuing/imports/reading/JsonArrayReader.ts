import type { FileRow } from "./FileRow.ts";
import { brokenArray } from "./refusals.ts";

const codes = { quote: 0x22, backslash: 0x5c, comma: 0x2c, newline: 0x0a, carriageReturn: 0x0d };
const opening = new Set([0x5b, 0x7b]);
const closing = new Set([0x5d, 0x7d]);

const beforeArray = 0;
const inArray = 1;
const afterArray = 2;

/**
 * Cuts one JSON array into its elements, each with the line on which it begins, wherever the pieces of text end.
 * What an element holds is for others to read. An array that is not whole: `ImportRefused` `import.json`.
 */
export class JsonArrayReader {
  readonly #elementMax: number;
  readonly #onRow: (row: FileRow) => void;
  #phase = beforeArray;
  #depth = 0;
  #inString = false;
  #isEscaped = false;
  #afterReturn = false;
  #line: number;
  #element = "";
  #elementLine = 0;
  #isLong = false;
  /** The element's object or list has closed: only a comma may follow. */
  #isClosed = false;

  constructor(options: {
    firstLine: number;
    elementCharactersMax: number;
    onRow: (row: FileRow) => void;
  }) {
    this.#line = options.firstLine;
    this.#elementMax = options.elementCharactersMax;
    this.#onRow = options.onRow;
  }

  get line(): number {
    return this.#line;
  }

  push(text: string): void {
    let from = 0;
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      const isEdge = this.#phase === inArray && this.#depth === 0 && !this.#inString;
      if (isEdge && (unit === codes.comma || closing.has(unit))) {
        this.#hold(text.slice(from, at));
        this.#endElement(unit === codes.comma);
        from = at + 1;
        if (unit !== codes.comma) this.#phase = afterArray;
      } else if (this.#phase !== inArray) from = this.#outside(unit, at);
      else this.#inside(unit);
      this.#countLine(unit);
    }
    if (this.#phase === inArray) this.#hold(text.slice(from));
  }

  end(): void {
    if (this.#phase !== afterArray) throw brokenArray(this.#line, "open");
  }

  /** @returns where the next element may begin */
  #outside(unit: number, at: number): number {
    if (this.#phase === beforeArray && unit === 0x5b) this.#phase = inArray;
    else if (!isSpace(unit)) throw brokenArray(this.#line, "after");
    return at + 1;
  }

  #inside(unit: number): void {
    if (this.#inString) {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (unit === codes.backslash) this.#isEscaped = true;
      else if (unit === codes.quote) this.#inString = false;
      return;
    }
    if (isSpace(unit)) return;
    if (this.#elementLine === 0) this.#elementLine = this.#line;
    if (this.#depth === 0 && this.#isClosed) throw brokenArray(this.#line, "noComma");
    if (unit === codes.quote) this.#inString = true;
    else if (opening.has(unit)) this.#depth += 1;
    else if (closing.has(unit)) {
      this.#depth -= 1;
      this.#isClosed = this.#depth === 0;
    }
  }

  #countLine(unit: number): void {
    const isReturn = unit === codes.carriageReturn;
    if (isReturn || (unit === codes.newline && !this.#afterReturn)) this.#line += 1;
    this.#afterReturn = isReturn;
  }

  #hold(text: string): void {
    if (this.#element.length + text.length > this.#elementMax) {
      this.#isLong = true;
      this.#element = "";
    } else if (!this.#isLong) this.#element += text;
  }

  #endElement(isFollowed: boolean): void {
    const line = this.#elementLine || this.#line;
    if (this.#isLong) this.#onRow({ line, refused: "row.too_long" });
    else if (this.#element.trim() !== "") this.#onRow({ line, json: this.#element.trim() });
    else if (isFollowed) throw brokenArray(line, "noElement");
    this.#element = "";
    this.#elementLine = 0;
    this.#isLong = false;
    this.#isClosed = false;
  }
}

const isSpace = (unit: number): boolean =>
  unit === 0x20 || unit === 0x09 || unit === codes.newline || unit === codes.carriageReturn;
