import { parse } from "csv-parse/sync";
import { limits } from "../../platform/limits.ts";
import type { DocumentType } from "../../registry/types/DocumentType.ts";
import { Columns, requireColumns } from "./Columns.ts";
import type { ReadRow } from "./Import.ts";
import { RowSplitter } from "./RowSplitter.ts";
import type { SegmentJob } from "./Segment.ts";

export type ParsedRow = ReadRow & { readonly line: number };

/** The rows of a segment, and the name of the column that a JSON pointer speaks of. */
export type ParsedSegment = {
  readonly rows: readonly ParsedRow[];
  readonly fieldOf: (pointer: string) => string;
};

type RawRow = { readonly line: number; readonly bytes: Buffer };

export function parseRows(job: SegmentJob, type: DocumentType): ParsedSegment {
  return job.format === "csv" ? parseCsv(job, type) : parseNdjson(job);
}

function parseCsv(job: SegmentJob, type: DocumentType): ParsedSegment {
  if (job.header === null) throw new Error("a CSV import without its header");
  const { delimiter, columns: names } = job.header;
  // The type may be another since the file came in.
  requireColumns(type, names, job.mapping);
  const columns = new Columns(type, names, job.mapping);
  const raw = splitRows(job, delimiter);
  const rows = parseFields(job.segment.content, raw, delimiter).map((fields, index): ParsedRow => {
    const line = raw[index]?.line ?? 0;
    return { line, ...(fields === null ? badQuotes : columns.read(fields)) };
  });
  return { rows, fieldOf: (pointer) => columns.fieldOf(pointer) };
}

/** Fields of each row; null for a row that is not CSV. All at once if they all are, else one by one. */
function parseFields(
  content: Buffer,
  raw: readonly RawRow[],
  delimiter: string,
): readonly (string[] | null)[] {
  const records = tryParse(content, delimiter);
  if (records?.length === raw.length) return records;
  return raw.map(({ bytes }) => {
    const own = tryParse(bytes, delimiter);
    return own?.length === 1 ? (own[0] ?? null) : null;
  });
}

function tryParse(bytes: Buffer, delimiter: string): string[][] | null {
  try {
    return parse(bytes, {
      delimiter,
      record_delimiter: ["\r\n", "\n"],
      relax_column_count: true,
      skip_empty_lines: true,
    }) as string[][];
  } catch {
    return null;
  }
}

function parseNdjson(job: SegmentJob): ParsedSegment {
  const rows = splitRows(job, null).map(({ line, bytes }) => ({
    line,
    ...parseObject(bytes.toString("utf8"), job.mapping),
  }));
  return { rows, fieldOf: (pointer) => pointer.slice(1).replaceAll("/", ".") };
}

function parseObject(text: string, mapping: SegmentJob["mapping"]): ReadRow {
  try {
    const value: unknown = JSON.parse(text);
    if (value === null || typeof value !== "object" || Array.isArray(value)) return notAnObject;
    return { claims: renamed(value, mapping) };
  } catch {
    return notJson;
  }
}

/** Members under the names of claims. One that is null is absent, as an empty field is in CSV. */
function renamed(members: object, mapping: SegmentJob["mapping"]) {
  const entries = Object.entries(members).flatMap(([name, value]) => {
    const claim = Object.hasOwn(mapping, name) ? mapping[name] : name;
    return claim && value !== null ? [[claim, value] as const] : [];
  });
  return Object.fromEntries(entries);
}

function splitRows({ segment }: SegmentJob, delimiter: string | null): RawRow[] {
  const rows: RawRow[] = [];
  const splitter = new RowSplitter({
    delimiters: delimiter,
    rowBytesMax: limits.importRowBytes,
    firstLine: segment.firstLine,
    onRow: ({ line, bytes }) => {
      if (bytes && bytes.length > 0) rows.push({ line, bytes });
    },
  });
  splitter.push(segment.content);
  splitter.end();
  return rows;
}

const refusal = (code: string, message: string): ReadRow => ({
  violation: { field: "", code, message },
});
const badQuotes = refusal("row.quotes", "has a quote where none may stand, or one not closed");
const notJson = refusal("row.json", "is not JSON");
const notAnObject = refusal("row.json", "is not a JSON object");
