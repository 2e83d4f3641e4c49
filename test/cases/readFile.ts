import { ImportRefused } from "../../services/issuing/imports/errors.ts";
import { parseRows } from "../../services/issuing/imports/parseRows.ts";
import type { FileHeader, FileRow } from "../../services/issuing/imports/reading/FileRow.ts";
import {
  type RecordsForm,
  readRecords,
} from "../../services/issuing/imports/reading/readRecords.ts";
import { toRefusedRow } from "../../services/issuing/imports/rejectionWords.ts";
import { requireColumns } from "../../services/issuing/imports/requireColumns.ts";
import { FileDocumentTypes } from "../../services/registry/types/FileDocumentTypes.ts";

const types = new FileDocumentTypes({ publicUrl: "https://sello.example" });
const at = Date.UTC(2026, 10, 28) / 1000;

/** What would be issued of a file, and what not; or the code with which it is refused as a whole. */
export type FileOutcome = {
  readonly refused: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly words: ImportRefused["words"] | null;
  readonly claims: readonly Readonly<Record<string, unknown>>[];
  /** Line, column, code. */
  readonly rejected: readonly string[];
  readonly total: number;
  readonly cleaned: number;
};

/** Reads a file as the service does, without its database. */
export async function readFile(
  content: Buffer | string,
  form: Partial<RecordsForm> & { readonly type?: string; readonly pieceBytes?: number } = {},
): Promise<FileOutcome> {
  const { type = "library-card", pieceBytes = 65_536, format = "csv" } = form;
  const bytes = Buffer.from(content as string);
  async function* pieces() {
    for (let from = 0; from < bytes.length; from += pieceBytes)
      yield bytes.subarray(from, from + pieceBytes);
  }
  const rows: FileRow[] = [];
  let header: FileHeader | null = null;
  let cleaned = 0;
  try {
    for await (const part of readRecords(pieces(), { ...form, format })) {
      if (part.header) {
        header = part.header;
        requireColumns(types.byName(type), header.columns, {});
      }
      rows.push(...part.rows);
      for (const row of part.rows) cleaned += "cleaned" in row ? (row.cleaned ?? 0) : 0;
    }
  } catch (error) {
    if (!(error instanceof ImportRefused)) throw error;
    const { code: refused, data, words } = error;
    return { refused, data, words, claims: [], rejected: [], total: 0, cleaned: 0 };
  }
  const read = judge(type, rows, { format, header, mapping: {} });
  return { refused: null, data: {}, words: null, ...read, total: rows.length, cleaned };
}

function judge(type: string, rows: readonly FileRow[], form: Parameters<typeof parseRows>[0]) {
  const claims: Readonly<Record<string, unknown>>[] = [];
  const rejected: string[] = [];
  const readable = rows.filter((row) => !("refused" in row));
  for (const row of rows)
    if ("refused" in row) rejected.push(`${row.line} ${toRefusedRow(row).violations[0]?.code}`);
  const documentType = types.byName(type);
  for (const row of parseRows(form, documentType, readable)) {
    const found = types.read(documentType, row.claims, at);
    const violations =
      row.violations.length > 0 ? row.violations : found.violations.map(row.explain);
    if (violations.length === 0) claims.push(found.claims);
    for (const { column = "", code } of violations)
      rejected.push(`${row.line} ${column} ${code}`.replace("  ", " "));
  }
  return { claims, rejected: [...new Set(rejected)] };
}
