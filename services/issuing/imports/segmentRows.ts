import { limits } from "../../platform/limits.ts";
import { CsvReader } from "./reading/CsvReader.ts";
import type { CellFault, FileRow } from "./reading/FileRow.ts";
import { JsonFile } from "./reading/JsonFile.ts";
import type { SegmentJob } from "./Segment.ts";

/** A row that was read, on its way through the database. */
export type StoredRow = Exclude<FileRow, { refused: unknown }>;

/** `[line, cells, faults?]` or `[line, json]`: JSON is what a worker unpacks fastest. */
type PackedRow =
  | readonly [line: number, cells: readonly string[], faults?: readonly CellFault[]]
  | readonly [line: number, json: string];

/** No row of a file could begin with it: segments of earlier versions hold the file's own bytes. */
const packedMark = 0;

export function packRows(rows: readonly StoredRow[]): Buffer {
  const packed = rows.map((row): PackedRow => {
    if ("json" in row) return [row.line, row.json];
    return row.faults === undefined ? [row.line, row.cells] : [row.line, row.cells, row.faults];
  });
  return Buffer.from(`\0${JSON.stringify(packed)}`);
}

type UnpackedFrom = Pick<SegmentJob, "format" | "header" | "segment">;

/** The rows of a segment. */
export function unpackRows(job: UnpackedFrom): readonly FileRow[] {
  const { content } = job.segment;
  if (content[0] !== packedMark) return readBytes(job);
  const packed = JSON.parse(content.toString("utf8", 1)) as readonly PackedRow[];
  return packed.map(([line, row, faults]): StoredRow => {
    if (typeof row === "string") return { line, json: row };
    return faults === undefined ? { line, cells: row } : { line, cells: row, faults };
  });
}

/** A segment of a file that came in before rows were stored as cells. */
function readBytes({ format, header, segment }: UnpackedFrom): readonly FileRow[] {
  const text = segment.content.toString("utf8");
  const shift = segment.firstLine - 1;
  if (format === "ndjson") {
    const file = new JsonFile();
    file.push(text);
    file.end();
    return file.takeReady().rows.map((row) => ({ ...row, line: row.line + shift }));
  }
  const rows: FileRow[] = [];
  const reader = new CsvReader({
    delimiter: header?.delimiter ?? ",",
    rowCharactersMax: limits.importRowCharacters,
    firstLine: segment.firstLine,
    onRow: ({ line, cells, fault }) => {
      const width = header?.columns.length ?? 0;
      if (fault !== null) rows.push({ line, refused: "row.quotes" });
      else if (cells.length === width) rows.push({ line, cells });
      else if (cells.some((cell) => cell !== ""))
        rows.push({ line, refused: "row.fields", data: { cells: cells.length, columns: width } });
    },
  });
  reader.push(text);
  reader.end();
  return rows;
}
