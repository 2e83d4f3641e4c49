import { findJsonFault } from "@sello/api";
import type { Violation } from "../../platform/errors.ts";
import type { DocumentType } from "../../registry/types/DocumentType.ts";
import { Columns, toField } from "./Columns.ts";
import type { ReadRow, RowViolation } from "./Import.ts";
import { isRounded } from "./numberFaults.ts";
import type { FileRow } from "./reading/FileRow.ts";
import { toRefusedRow, toRowViolation } from "./rejectionWords.ts";
import { requireColumns } from "./requireColumns.ts";
import type { SegmentJob } from "./Segment.ts";
import { unpackRows } from "./segmentRows.ts";

export type ParsedRow = ReadRow & {
  readonly line: number;
  /** Columns with a number that a spreadsheet may have rounded: it was, if another row shows that it does. */
  readonly rounded: readonly string[];
  /** A violation of a claim as one of the cell or member that it came from. */
  readonly explain: (violation: Violation) => RowViolation;
};

/** How rows are read: those of a segment, or the first of a file. */
export type RowsForm = Pick<SegmentJob, "format" | "header" | "mapping">;

/** The rows of a segment. */
export const parseSegment = (job: SegmentJob, type: DocumentType): readonly ParsedRow[] =>
  parseRows(job, type, unpackRows(job));

/** Rows as claims. Their columns may fit no more, if the type is another since the file came in: `ImportRefused`. */
export function parseRows(
  { format, header, mapping }: RowsForm,
  type: DocumentType,
  rows: readonly FileRow[],
): readonly ParsedRow[] {
  const columns = format === "ndjson" ? null : toColumns(type, header?.columns, mapping);
  return rows.map((row): ParsedRow => {
    if ("refused" in row)
      return { ...unread, line: row.line, violations: toRefusedRow(row).violations };
    if ("json" in row) return { ...unread, ...parseObject(row.json, mapping), line: row.line };
    if (columns === null) throw new Error("a file with columns without its header");
    return {
      ...columns.read(row.cells, row.faults),
      line: row.line,
      rounded: columns.names.filter((_, index) => isRounded(row.cells[index] ?? "")),
      explain: (violation) => columns.explain(violation, row.cells),
    };
  });
}

function toColumns(
  type: DocumentType,
  names: readonly string[] | undefined,
  mapping: SegmentJob["mapping"],
): Columns {
  if (names === undefined) throw new Error("a file with columns without its header");
  requireColumns(type, names, mapping);
  return new Columns(type, names, mapping);
}

const unread = {
  claims: {},
  rounded: [],
  explain: (violation: Violation) =>
    toRowViolation({ ...violation, field: toField(violation.pointer) }),
};

/** A row that is JSON, as claims. */
export function parseObject(json: string, mapping: SegmentJob["mapping"]): ReadRow {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return notAnObject;
  }
  if (value === null || typeof value !== "object" || Array.isArray(value)) return notAnObject;
  const fault = findJsonFault(json);
  if (fault !== null) {
    const violation = toRowViolation({ code: fault.code, field: toField(fault.pointer) });
    return { claims: {}, violations: [violation] };
  }
  return { claims: renamed(value, mapping), violations: [] };
}

/** Members under the names of claims. One that is null is absent, as an empty cell is in CSV. */
function renamed(members: object, mapping: SegmentJob["mapping"]): Record<string, unknown> {
  const entries = Object.entries(members).flatMap(([name, value]) => {
    const claim = Object.hasOwn(mapping, name) ? mapping[name] : name;
    return claim && value !== null ? [[claim, value] as const] : [];
  });
  return Object.fromEntries(entries);
}

const notAnObject: ReadRow = {
  claims: {},
  violations: [toRowViolation({ code: "row.json" })],
};
