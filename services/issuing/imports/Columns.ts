import { limits } from "../../platform/limits.ts";
import type { DocumentType } from "../../registry/types/DocumentType.ts";
import { takesPerson } from "../readPerson.ts";
import { coerceText, type JsonSchema } from "./coerceText.ts";
import { ImportRefused, type ImportRefusedCode } from "./errors.ts";
import type { ColumnMapping, ReadRow } from "./Import.ts";

type Target = { readonly path: readonly string[]; readonly schema: JsonSchema };

/**
 * Refuses columns that do not fit the type. `ImportRefused`: `import.header_missing` (no column is known),
 * `import.column_unknown`, `import.column_missing`, `import.column_duplicate`, `import.columns_many`.
 */
export function requireColumns(
  type: DocumentType,
  names: readonly string[],
  mapping: ColumnMapping,
): void {
  if (names.length > limits.importColumns) throw tooMany(names.length);
  const paths = names.map((name) => toPath(name, mapping));
  const isKnown = paths.map((path) => path !== null && toTarget(type, path) !== null);
  // The first line of a file without a header is a person's data, and must not be repeated.
  if (!isKnown.includes(true)) throw headerMissing(type, names.length);
  const unknown = names.filter((_, index) => paths[index] && !isKnown[index]);
  if (unknown.length > 0) throw misfit("import.column_unknown", "unknown columns", unknown, names);
  const pointers = paths.map((path) => path && toPointer(path));
  const twice = names.filter((_, index) => {
    const pointer = pointers[index];
    return pointer && pointers.indexOf(pointer) !== index;
  });
  if (twice.length > 0) throw misfit("import.column_duplicate", "doubled columns", twice, names);
  const missing = requiredOf(type).filter((name) => !paths.some((path) => path?.[0] === name));
  if (missing.length > 0) throw misfit("import.column_missing", "missing columns", missing, names);
}

/** How the columns of a file become claims of a document type. */
export class Columns {
  readonly #names: readonly string[];
  readonly #targets: readonly (Target | null)[];
  /** JSON pointer of a claim to the column that it comes from. */
  readonly #columnOf: ReadonlyMap<string, string>;

  /** A column goes where the mapping says, else to the claim of its own name. They fit: see `requireColumns`. */
  constructor(type: DocumentType, names: readonly string[], mapping: ColumnMapping) {
    const paths = names.map((name) => toPath(name, mapping));
    this.#names = names;
    this.#targets = paths.map((path) => path && toTarget(type, path));
    this.#columnOf = new Map(
      paths.flatMap((path, index) => (path ? [[toPointer(path), names[index] ?? ""]] : [])),
    );
  }

  /** Claims of one row, or why its fields cannot be read. An empty field is an absent claim. */
  read(fields: readonly string[]): ReadRow {
    if (fields.length !== this.#names.length) {
      const message = `has ${fields.length} fields; the header has ${this.#names.length}`;
      return { violation: { field: "", code: "row.fields", message } };
    }
    const claims: Record<string, unknown> = {};
    for (let index = 0; index < fields.length; index += 1) {
      const target = this.#targets[index];
      const text = fields[index];
      if (target && text) put(claims, target.path, coerceText(text, target.schema));
    }
    return { claims };
  }

  /** The column that a violation's JSON pointer names; the claim itself where there is no column. */
  fieldOf(pointer: string): string {
    for (let at = pointer; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
      const column = this.#columnOf.get(at);
      if (column !== undefined) return column;
    }
    return pointer.slice(1).replaceAll("/", ".");
  }
}

function toPath(name: string, mapping: ColumnMapping): readonly string[] | null {
  const claim = Object.hasOwn(mapping, name) ? mapping[name] : name;
  return claim ? claim.split(".") : null;
}

const toPointer = (path: readonly string[]): string => `/${path.join("/")}`;

function toTarget(type: DocumentType, path: readonly string[]): Target | null {
  // Whose document it is may be in a column that is not a claim.
  if (takesPerson(type) && path.join(".") === "person") return { path, schema: {} };
  let schema: JsonSchema = type.inputSchema;
  for (const name of path) {
    const properties = schema.properties as Readonly<Record<string, JsonSchema>> | undefined;
    if (!properties || !Object.hasOwn(properties, name)) return null;
    schema = properties[name] ?? {};
  }
  return { path, schema };
}

const requiredOf = (type: DocumentType): readonly string[] =>
  (type.inputSchema.required as readonly string[] | undefined) ?? [];

const headerMissing = (type: DocumentType, columns: number): ImportRefused =>
  new ImportRefused("import.header_missing", "The first line names no column that is known.", {
    columns,
    required: requiredOf(type),
  });

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

function put(claims: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let target = claims;
  for (const name of path.slice(0, -1)) {
    target[name] ??= {};
    target = target[name] as Record<string, unknown>;
  }
  target[path.at(-1) as string] = value;
}
