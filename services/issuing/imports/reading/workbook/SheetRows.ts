import { cleanCell } from "../cleanCell.ts";
import type { CellFault, FileHeader, FilePart, FileRow } from "../FileRow.ts";
import type { SheetRow } from "./SheetReader.ts";

/** The rows of a sheet as rows of records: the first that is not blank names the columns. */
export class SheetRows {
  #header: FileHeader | null = null;

  take(sheetRows: readonly SheetRow[]): FilePart {
    const rows: FileRow[] = [];
    let header: FileHeader | null = null;
    for (const [line, given, faults] of sheetRows) {
      const cells = given.map(cleanCell);
      if (faults.length === 0 && cells.every((cell) => cell === "")) continue;
      if (this.#header === null) {
        header = { delimiter: null, columns: withoutEmptyEnd(cells) };
        this.#header = header;
        continue;
      }
      const row = toRow(line, cells, faults, this.#header.columns.length);
      const cleaned = cells.filter((cell, index) => cell !== (given[index] ?? "")).length;
      rows.push(!("refused" in row) && cleaned > 0 ? { ...row, cleaned } : row);
    }
    return { header, rows };
  }
}

function toRow(
  line: number,
  cells: string[],
  faults: readonly CellFault[],
  width: number,
): FileRow {
  if (withoutEmptyEnd(cells).length > width || faults.some(([column]) => column >= width))
    return { line, refused: "row.fields", data: { cells: cells.length, columns: width }, cells };
  cells.length = Math.min(cells.length, width);
  while (cells.length < width) cells.push("");
  return faults.length === 0 ? { line, cells } : { line, cells, faults };
}

const withoutEmptyEnd = (cells: readonly string[]): string[] =>
  cells.slice(0, cells.findLastIndex((cell) => cell !== "") + 1);
