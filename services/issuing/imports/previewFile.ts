import type { DocumentType } from "../../registry/types/DocumentType.ts";
import { Columns, toLetters } from "./Columns.ts";
import { namedColumns, nearestColumn, personColumn, toComparable } from "./columnNames.ts";
import { toPath, toTarget } from "./columnTargets.ts";
import type { ColumnMapping, FilePreview, PreviewedColumn, PreviewedRow } from "./Import.ts";
import { parseObject } from "./parseRows.ts";
import type { FileHeader, FileRow, SheetChoice } from "./reading/FileRow.ts";
import { toRefusedRow } from "./rejectionWords.ts";
import { requiredOf } from "./requireColumns.ts";

/** How a file begins. */
export type FileStart = {
  readonly header: FileHeader | null;
  readonly sheets: SheetChoice | null;
  readonly rows: readonly FileRow[];
};

type Shown = Pick<FilePreview, "columns" | "missing" | "rows">;

/** The columns of a file and where they go, and its first rows as they are read. Wrong columns are shown, not refused. */
export function previewFile(
  type: DocumentType,
  { header, rows }: FileStart,
  mapping: ColumnMapping,
): Shown {
  const objects = header === null;
  const names = objects ? membersOf(rows) : header.columns;
  const columns = toColumns(type, names, mapping, objects);
  const given = new Set(columns.flatMap(({ claim }) => claim?.split(".")[0] ?? []));
  const reader = objects ? null : new Columns(type, names, mapping);
  return {
    columns,
    missing: requiredOf(type).filter((claim) => !given.has(claim)),
    rows: rows.map((row) => toPreviewed(row, reader, mapping)),
  };
}

function membersOf(rows: readonly FileRow[]): readonly string[] {
  const names = rows.flatMap((row) => ("json" in row ? namesIn(row.json) : []));
  return [...new Set(names)];
}

function namesIn(json: string): readonly string[] {
  const { claims } = parseObject(json, {});
  return Object.keys(claims);
}

function toColumns(
  type: DocumentType,
  names: readonly string[],
  mapping: ColumnMapping,
  objects: boolean,
): readonly PreviewedColumn[] {
  const paths = names.map((name) => (name === "" ? null : toPath(type, name, mapping)));
  const known = paths.map((path) => (path && toTarget(type, path) ? path.join(".") : null));
  return names.map((name, index): PreviewedColumn => {
    const claim = known[index] ?? null;
    const shared = { name, column: objects ? null : toLetters(index), nearest: null };
    if (claim !== null) {
      const isDoubled = known.indexOf(claim) !== index;
      return { ...shared, claim, state: isDoubled ? "doubled" : "taken" };
    }
    if (name === "") return { ...shared, claim: null, state: "unnamed" };
    if (paths[index] === null) return { ...shared, claim: null, state: "left_out" };
    return { ...shared, claim: null, state: "unknown", nearest: nearestClaim(type, name) };
  });
}

function nearestClaim(type: DocumentType, name: string): string | null {
  const nearest = nearestColumn(type, name);
  const target = nearest === null ? undefined : namedColumns(type).get(toComparable(nearest));
  if (target === undefined) return null;
  return "claim" in target ? target.claim : personColumn;
}

function toPreviewed(row: FileRow, reader: Columns | null, mapping: ColumnMapping): PreviewedRow {
  const { line } = row;
  if ("refused" in row) {
    const { violations } = toRefusedRow(row);
    return { line, cells: row.cells ?? null, claims: {}, violations };
  }
  if ("json" in row) return { line, cells: null, ...parseObject(row.json, mapping) };
  const read = reader?.read(row.cells, row.faults) ?? { claims: {}, violations: [] };
  return { line, cells: row.cells, ...read };
}
