import { limits } from "../../../platform/limits.ts";
import { ImportRefused } from "../errors.ts";
import type { FileStart } from "../previewFile.ts";
import type { FileHeader, FileRow, SheetChoice } from "./FileRow.ts";
import { type RecordsForm, readRecords } from "./readRecords.ts";

/**
 * The columns and the first rows of a file. What comes after them is not read, so it may be cut off. Errors as
 * `readRecords`, where no row can be read.
 */
export async function readStart(
  chunks: AsyncIterable<Uint8Array>,
  form: RecordsForm,
): Promise<FileStart> {
  let header: FileHeader | null = null;
  let sheets: SheetChoice | null = null;
  const rows: FileRow[] = [];
  try {
    for await (const part of readRecords(toBuffers(chunks), form)) {
      header ??= part.header;
      sheets ??= part.sheets ?? null;
      rows.push(...part.rows);
      if (rows.length >= limits.importPreviewRows) break;
    }
  } catch (error) {
    // The end of what was sent may be in the middle of a row.
    if (rows.length === 0) throw withSheets(error, sheets);
  }
  return { header, sheets, rows: rows.slice(0, limits.importPreviewRows) };
}

/** Where the sheet has nothing, another may have it. */
function withSheets(error: unknown, sheets: SheetChoice | null): unknown {
  if (!(error instanceof ImportRefused) || sheets === null) return error;
  const { sheet, others } = sheets;
  return new ImportRefused(error.code, error.words, {
    ...error.data,
    sheet,
    otherSheets: others,
  });
}

async function* toBuffers(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const { buffer, byteOffset, length } of chunks)
    yield Buffer.from(buffer, byteOffset, length);
}
