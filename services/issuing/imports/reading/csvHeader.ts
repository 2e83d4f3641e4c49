import { limits } from "../../../platform/limits.ts";
import { CsvReader } from "./CsvReader.ts";
import { cleanCell } from "./cleanCell.ts";
import type { FileHeader } from "./FileRow.ts";
import { badSeparator, headerTooLong, headerUnreadable } from "./refusals.ts";

/** Characters that may be between the cells of a row. */
export const delimiters = ",;\t|";

/** A first line by which spreadsheets say what is between cells, and the line end after it. */
const separatorLine = /^[ \t]*"?sep=([^"\r\n])"?[\s,;|]*?(?:\r\n|\r|\n|$)/i;

/** How a CSV file begins. */
export type CsvStart = {
  readonly header: FileHeader & { readonly delimiter: string };
  /** Where its header begins: what is before it is a line `sep=`. */
  readonly offset: number;
  readonly firstLine: number;
};

/**
 * Reads the first row of a CSV file that is not blank.
 * @param text how the file begins
 * @param delimiter as the officer gave it; else that of a line `sep=`; else the one that cuts the row into most cells
 * @returns null if the row does not end in the text; `isWhole` says that nothing comes after it
 */
export function readCsvStart(text: string, isWhole: boolean, delimiter?: string): CsvStart | null {
  if (/^[ \t]*"?s?e?p?=?$/i.test(text) && !isWhole) return null;
  const separator = separatorLine.exec(text);
  if (separator && separator[0].length === text.length && !isWhole) return null;
  const named = separator?.[1];
  if (delimiter === undefined && named !== undefined && !delimiters.includes(named))
    throw badSeparator(named);
  const offset = separator?.[0].length ?? 0;
  const firstLine = separator ? 2 : 1;
  const candidates = delimiter ?? named ?? delimiters;
  const rows = [...candidates].map((candidate) => ({
    delimiter: candidate,
    columns: readFirstRow(text.slice(offset), candidate, isWhole),
  }));
  const [best] = rows.sort((a, b) => (b.columns?.length ?? 0) - (a.columns?.length ?? 0));
  if (best?.columns) {
    if (best.columns.length === 0) throw headerUnreadable();
    return { header: { ...best, columns: best.columns }, offset, firstLine };
  }
  if (text.length - offset > limits.importHeaderCharacters) throw headerTooLong();
  return null;
}

/** Names of the columns; null if the row does not end; empty if it is not CSV. */
function readFirstRow(text: string, delimiter: string, isWhole: boolean): string[] | null {
  let names: string[] | null = null;
  const reader = new CsvReader({
    delimiter,
    rowCharactersMax: limits.importHeaderCharacters,
    onRow: ({ cells, fault }) => {
      if (names !== null) return;
      if (fault === "long") throw headerTooLong();
      if (fault === "quotes") names = [];
      else if (!cells.every(isBlankName)) names = withoutEmptyEnd(cells.map(cleanCell));
    },
  });
  reader.push(text.slice(0, limits.importHeaderCharacters + 2));
  if (isWhole) reader.end();
  return names;
}

const isBlankName = (cell: string): boolean => cleanCell(cell) === "";

function withoutEmptyEnd(names: string[]): string[] {
  const last = names.findLastIndex((name) => name !== "");
  return names.slice(0, last + 1);
}
