import type { Violation } from "../../platform/errors.ts";
import type { DocumentType } from "../../registry/types/DocumentType.ts";
import { coerceText, toListedValue } from "./coerceText.ts";
import { type Target, toPath, toPointer, toTarget } from "./columnTargets.ts";
import type { ColumnMapping, ReadRow, RowViolation } from "./Import.ts";
import { isSpreadsheetNumber, numberFault } from "./numberFaults.ts";
import type { CellFault } from "./reading/FileRow.ts";
import { toRowViolation } from "./rejectionWords.ts";

type Cells = readonly string[];
type Mutable = { claims: Record<string, unknown>; violations: RowViolation[] };

/** How the columns of a file become claims of a document type. */
export class Columns {
  readonly #type: DocumentType;
  readonly #names: readonly string[];
  readonly #targets: readonly (Target | null)[];
  /** JSON pointer of a claim to the column that it comes from. */
  readonly #columnOf: ReadonlyMap<string, number>;

  /** They fit: see `requireColumns`. */
  constructor(type: DocumentType, names: readonly string[], mapping: ColumnMapping) {
    const paths = names.map((name) => (name === "" ? null : toPath(type, name, mapping)));
    this.#type = type;
    this.#names = names;
    this.#targets = paths.map((path) => path && toTarget(type, path));
    this.#columnOf = new Map(
      paths.flatMap((path, index) => (path ? [[toPointer(path), index]] : [])),
    );
  }

  /** Claims of one row. An empty cell is an absent claim. */
  read(cells: Cells, faults: readonly CellFault[] = []): ReadRow {
    const read: Mutable = { claims: {}, violations: [] };
    for (let index = 0; index < cells.length; index += 1) {
      const text = cells[index];
      if (text) this.#take(text, index, read);
    }
    for (const [column, code] of faults)
      if (this.#targets[column]) read.violations.push(this.#at(column, code));
    return read;
  }

  #take(text: string, column: number, read: Mutable): void {
    const target = this.#targets[column];
    if (!target) {
      if (this.#names[column] === "") read.violations.push(this.#at(column, "row.column_unnamed"));
    } else if (target.schema.type === "string" && isSpreadsheetNumber(text))
      read.violations.push(this.#at(column, "number.changed"));
    else put(read.claims, target.path, toValue(text, target));
  }

  /** A violation of a claim as one of the cell that it came from, with its cause where the cell shows one. */
  explain(violation: Violation, cells: Cells): RowViolation {
    const column = this.#columnAt(violation.pointer);
    if (column === null) return toRowViolation({ ...violation, field: toField(violation.pointer) });
    const text = cells[column] ?? "";
    const target = this.#targets[column];
    const fault = target && text !== "" ? numberFault(text, target.schema) : null;
    const place = { field: this.#names[column] ?? "", column: toLetters(column) };
    if (fault === null) return toRowViolation({ ...violation, ...place });
    const { rule } = violation;
    return toRowViolation({ code: fault, ...place, ...(rule ? { rule } : {}) });
  }

  /** The column that a violation's JSON pointer names, or that of a claim around it; null if it has no column. */
  #columnAt(pointer: string): number | null {
    for (let at = pointer; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
      const column = this.#columnOf.get(at);
      if (column !== undefined) return column;
    }
    return null;
  }

  get names(): readonly string[] {
    return this.#names;
  }

  #at(column: number, code: string): RowViolation {
    const path = this.#targets[column]?.path;
    const rule = path && this.#type.claims[path[0] ?? ""]?.rule;
    const place = { field: this.#names[column] ?? "", column: toLetters(column) };
    return toRowViolation({ code, ...place, ...(rule ? { rule } : {}) });
  }
}

const toValue = (text: string, { schema, words }: Target): unknown =>
  coerceText(words === undefined ? text : toListedValue(text, words), schema);

export const toField = (pointer: string): string => pointer.slice(1).replaceAll("/", ".");

/** 0 is `A`, 26 is `AA`. */
export function toLetters(column: number): string {
  let letters = "";
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26))
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  return letters;
}

function put(claims: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let target = claims;
  for (const name of path.slice(0, -1)) {
    target[name] ??= {};
    target = target[name] as Record<string, unknown>;
  }
  target[path.at(-1) as string] = value;
}
