import { parse } from "csv-parse/sync";
import { ImportRefused } from "./errors.ts";
import type { CsvHeader } from "./Import.ts";

/** Characters that may stand between fields. */
export const delimiters = ",;\t";

/**
 * The names of the columns, without spaces at their ends.
 * @param line the file's first row, UTF-8
 * @param delimiter as the officer gave it; else the one that cuts the line into most fields
 */
export function parseCsvHeader(line: Buffer, delimiter?: string): CsvHeader {
  const candidates = delimiter === undefined ? [...delimiters] : [delimiter];
  const headers = candidates.map((candidate) => ({
    delimiter: candidate,
    columns: parseFields(line, candidate),
  }));
  const [best] = headers.sort((a, b) => b.columns.length - a.columns.length);
  if (best === undefined || best.columns.length === 0) throw unreadable();
  return best;
}

function parseFields(line: Buffer, delimiter: string): readonly string[] {
  try {
    const [fields] = parse(line, { delimiter }) as string[][];
    return (fields ?? []).map((name) => name.trim());
  } catch {
    return [];
  }
}

const unreadable = (): ImportRefused =>
  new ImportRefused("import.header_unreadable", "The first line is not a CSV header.", { line: 1 });
