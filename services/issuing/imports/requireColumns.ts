import { limits } from "../../platform/limits.ts";
import type { DocumentType } from "../../registry/types/DocumentType.ts";
import { namedColumns, nearestColumn } from "./columnNames.ts";
import { toPath, toPointer, toTarget } from "./columnTargets.ts";
import { ImportRefused, type ImportRefusedCode } from "./errors.ts";
import type { ColumnMapping } from "./Import.ts";

/**
 * Refuses columns that do not fit the type. `ImportRefused`: `import.header_missing` (no column is known),
 * `import.delimiter` (a Chinese comma is between the names), `import.column_unknown`, `import.column_missing`,
 * `import.column_duplicate`, `import.columns_many`.
 */
export function requireColumns(
  type: DocumentType,
  names: readonly string[],
  mapping: ColumnMapping,
): void {
  if (names.length > limits.importColumns) throw tooMany(names.length);
  // A column without a name holds nothing: a row that has something there is refused.
  const paths = names.map((name) => (name === "" ? null : toPath(type, name, mapping)));
  const isKnown = paths.map((path) => path !== null && toTarget(type, path) !== null);
  // The first line of a file without a header is a person's data, and must not be repeated.
  if (!isKnown.includes(true)) throw noneKnown(type, names);
  const unknown = names.filter((_, index) => paths[index] && !isKnown[index]);
  if (unknown.length > 0) throw unknownColumns(type, unknown, names);
  const pointers = paths.map((path) => path && toPointer(path));
  const twice = names.filter((_, index) => {
    const pointer = pointers[index];
    return pointer && pointers.indexOf(pointer) !== index;
  });
  if (twice.length > 0) throw misfit("import.column_duplicate", "doubled columns", twice, names);
  const missing = requiredOf(type).filter((name) => !paths.some((path) => path?.[0] === name));
  if (missing.length > 0) throw misfit("import.column_missing", "missing columns", missing, names);
}

const requiredOf = (type: DocumentType): readonly string[] =>
  (type.inputSchema.required as readonly string[] | undefined) ?? [];

const fullWidthDelimiter = /[，；、｜]/;

function noneKnown(type: DocumentType, names: readonly string[]): ImportRefused {
  const known = namedColumns(type);
  const parts = names.flatMap((name) => name.split(fullWidthDelimiter));
  if (parts.length > names.length && parts.some((part) => known.has(part.trim().toLowerCase())))
    return new ImportRefused(
      "import.delimiter",
      "The names of the columns are separated by a Chinese comma or semicolon (，；). Use , or ; in every row.",
      { line: 1 },
    );
  const required = requiredOf(type);
  const titles = required.map((claim) => type.claims[claim]?.title.zh ?? claim);
  return new ImportRefused(
    "import.header_missing",
    `The first line names no column that is known. It must name the columns: ${required.join(", ")}, or by their titles: ${titles.join(", ")}.`,
    { columns: names.length, required },
  );
}

function unknownColumns(
  type: DocumentType,
  columns: readonly string[],
  seen: readonly string[],
): ImportRefused {
  const nearest: Record<string, string> = {};
  for (const column of columns) {
    const near = nearestColumn(type, column);
    if (near !== null) nearest[column] = near;
  }
  const words = columns.map((column) =>
    Object.hasOwn(nearest, column) ? `${column} (meant: ${nearest[column]}?)` : column,
  );
  return new ImportRefused(
    "import.column_unknown",
    `The file has unknown columns: ${words.join(", ")}. Name them as the type does, or give a mapping.`,
    { columns, nearest, seen },
  );
}

const misfit = (
  code: ImportRefusedCode,
  what: string,
  columns: readonly string[],
  seen: readonly string[],
): ImportRefused =>
  new ImportRefused(code, `The file has ${what}: ${columns.join(", ")}.`, { columns, seen });

const tooMany = (columns: number): ImportRefused =>
  new ImportRefused("import.columns_many", `More than ${limits.importColumns} columns.`, {
    columns,
  });
