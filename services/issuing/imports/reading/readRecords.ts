import type { FileEncoding, ImportFormat } from "@sello/api";
import { CsvFile } from "./CsvFile.ts";
import type { FilePart } from "./FileRow.ts";
import { FileText } from "./FileText.ts";
import { JsonFile } from "./JsonFile.ts";
import { noRows } from "./refusals.ts";
import { readWorkbook } from "./workbook/readWorkbook.ts";

/** How a file of records is to be read. */
export type RecordsForm = {
  readonly format: ImportFormat;
  /** UTF-8 unless given; a workbook has its own. */
  readonly encoding?: FileEncoding;
  /** Found in the header unless given. */
  readonly delimiter?: string;
  /** Name of the sheet; the first unless given. */
  readonly sheet?: string;
};

/**
 * The rows of a file, in parts, as its bytes come in. A file that cannot be read as a whole: `ImportRefused`
 * `import.encoding` (with the line), `import.format`, `import.header_…`, `import.delimiter`, `import.empty`,
 * `import.quotes`, `import.json`, `import.workbook`, `import.sheet_unknown`.
 */
export async function* readRecords(
  chunks: AsyncIterable<Buffer>,
  form: RecordsForm,
): AsyncGenerator<FilePart> {
  let hasRows = false;
  const parts = form.format === "xlsx" ? readWorkbook(chunks, form.sheet) : readText(chunks, form);
  for await (const part of parts) {
    hasRows ||= part.rows.length > 0;
    yield part;
  }
  if (!hasRows) throw noRows();
}

async function* readText(
  chunks: AsyncIterable<Buffer>,
  { format, encoding = "utf-8", delimiter }: RecordsForm,
): AsyncGenerator<FilePart> {
  const reader = format === "csv" ? new CsvFile(delimiter) : new JsonFile();
  const text = new FileText(encoding, () => reader.line);
  for await (const chunk of chunks) {
    const piece = text.push(chunk);
    if (piece === "") continue;
    reader.push(piece);
    yield reader.takeReady();
  }
  reader.push(text.end());
  reader.end();
  yield reader.takeReady();
}
