import type { CellFault } from "../FileRow.ts";
import { tooMuch, type WorkbookLimits } from "./Archive.ts";
import { type CellValue, toDateValue, toNumberValue } from "./cellValue.ts";
import type { XmlVisitor } from "./readXml.ts";
import { unescapeText } from "./sharedStrings.ts";

/** A row of a sheet: its number, the cells from column A on, and what is wrong with some. */
export type SheetRow = readonly [
  row: number,
  cells: readonly string[],
  faults: readonly CellFault[],
];

export type SheetContext = {
  readonly strings: readonly string[];
  readonly dateStyles: ReadonlySet<number>;
  readonly is1904: boolean;
  readonly limits: WorkbookLimits;
};

/** Takes the rows out of a worksheet's XML (ECMA-376 part 1, 18.3.1). */
export class SheetReader implements XmlVisitor {
  readonly #context: SheetContext;
  #rows: SheetRow[] = [];
  #count = 0;
  #row = 0;
  #cells: string[] = [];
  #faults: CellFault[] = [];
  #column = -1;
  #type = "n";
  #style = 0;
  #value = "";
  #hasValue = false;
  #hasFormula = false;
  #reading = false;
  #isPhonetic = false;

  constructor(context: SheetContext) {
    this.#context = context;
  }

  takeRows(): SheetRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === "c") this.#openCell(attributes);
    else if (name === "v" || name === "t") {
      this.#reading = !this.#isPhonetic;
      this.#hasValue = true;
    } else if (name === "f") this.#hasFormula = true;
    else if (name === "rPh") this.#isPhonetic = true;
    else if (name === "row") this.#openRow(attributes);
  }

  text(text: string): void {
    if (!this.#reading) return;
    this.#value += text;
    if (this.#value.length > this.#context.limits.cellCharacters)
      throw tooMuch("characters in one cell", this.#context.limits.cellCharacters);
  }

  close(name: string): void {
    if (name === "v" || name === "t") this.#reading = false;
    else if (name === "rPh") this.#isPhonetic = false;
    else if (name === "c") this.#closeCell();
    else if (name === "row") this.#closeRow();
  }

  #openRow({ r }: Readonly<Record<string, string>>): void {
    this.#count += 1;
    if (this.#count > this.#context.limits.rows) throw tooMuch("rows", this.#context.limits.rows);
    const number = Number(r);
    this.#row = Number.isSafeInteger(number) && number > this.#row ? number : this.#row + 1;
    this.#cells = [];
    this.#faults = [];
    this.#column = -1;
  }

  #openCell({ r, t = "n", s = "0" }: Readonly<Record<string, string>>): void {
    this.#column = r === undefined ? this.#column + 1 : toColumn(r);
    if (this.#column >= this.#context.limits.columns)
      throw tooMuch("columns", this.#context.limits.columns);
    this.#type = t;
    this.#style = Number(s);
    this.#value = "";
    this.#hasValue = false;
    this.#hasFormula = false;
  }

  #closeCell(): void {
    const { text, fault } = this.#read();
    if (text === "" && fault === undefined) return;
    while (this.#cells.length < this.#column) this.#cells.push("");
    this.#cells[this.#column] = text;
    if (fault !== undefined) this.#faults.push([this.#column, fault]);
  }

  #read(): CellValue {
    const { strings, dateStyles, is1904 } = this.#context;
    switch (this.#type) {
      case "str":
      case "inlineStr":
        return this.#hasValue ? { text: unescapeText(this.#value) } : this.#empty();
      case "e":
        return { text: "", fault: "cell.error" };
    }
    if (this.#value.trim() === "") return this.#empty();
    switch (this.#type) {
      case "s":
        return toShared(strings[Number(this.#value)]);
      case "b":
        return { text: this.#value === "1" ? "true" : "false" };
      case "d":
        return { text: this.#value.replace(/T00:00:00(\.0+)?Z?$/, "") };
      default:
        return dateStyles.has(this.#style)
          ? toDateValue(this.#value, is1904)
          : toNumberValue(this.#value);
    }
  }

  /** A formula that was never worked out is not an empty cell. */
  #empty(): CellValue {
    return this.#hasFormula ? { text: "", fault: "cell.formula" } : { text: "" };
  }

  #closeRow(): void {
    if (this.#cells.length > 0) this.#rows.push([this.#row, this.#cells, this.#faults]);
  }
}

const toShared = (text: string | undefined): CellValue =>
  text === undefined ? { text: "", fault: "cell.error" } : { text };

/** `C7` is 2. */
function toColumn(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Za-z]{1,3}/.exec(reference)?.[0].toUpperCase() ?? "")
    column = column * 26 + letter.charCodeAt(0) - 64;
  return Math.max(0, column - 1);
}
