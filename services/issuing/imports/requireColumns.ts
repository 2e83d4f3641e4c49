import type { Language } from "@sello/sdk";
import { limits } from "../../platform/limits.ts";
import type { DocumentType } from "../../registry/types/DocumentType.ts";
import { namedColumns, nearestColumn, toComparable } from "./columnNames.ts";
import { toPath, toPointer, toTarget } from "./columnTargets.ts";
import { ImportRefused } from "./errors.ts";
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
  if (twice.length > 0) throw misfit("import.column_duplicate", twice, names);
  const missing = requiredOf(type).filter((name) => !paths.some((path) => path?.[0] === name));
  if (missing.length > 0) throw misfit("import.column_missing", missing, names);
}

/** Claims that every document of the type must be given. */
export const requiredOf = (type: DocumentType): readonly string[] =>
  (type.inputSchema.required as readonly string[] | undefined) ?? [];

const fullWidthDelimiter = /[，；、｜]/;

function noneKnown(type: DocumentType, names: readonly string[]): ImportRefused {
  const known = namedColumns(type);
  const parts = names.flatMap((name) => name.split(fullWidthDelimiter));
  if (parts.length > names.length && parts.some((part) => known.has(toComparable(part))))
    return chineseDelimiter();
  const required = requiredOf(type);
  const titles = (language: Language) =>
    required.map((claim) => type.claims[claim]?.title[language] ?? claim).join(", ");
  const columns = required.join(", ");
  const words = {
    zh: `首行没有认得的列名。首行应写列名：${titles("zh")}（或 ${columns}）。`,
    es: `La primera línea no nombra ninguna columna conocida. Debe nombrar: ${titles("es")} (o ${columns}).`,
    en: `The first line names no column that is known. It must name the columns: ${titles("en")} (or ${columns}).`,
  };
  return new ImportRefused("import.header_missing", words, { columns: names.length, required });
}

const chineseDelimiter = (): ImportRefused =>
  new ImportRefused(
    "import.delimiter",
    {
      zh: "列名之间是中文标点（，；、）。请在每一行都改用英文逗号或分号。",
      es: "Los nombres de las columnas se separan por signos chinos (，；、). Use , o ; en todas las filas.",
      en: "The names of the columns are separated by Chinese punctuation (，；、). Use , or ; in every row.",
    },
    { line: 1 },
  );

function unknownColumns(
  type: DocumentType,
  columns: readonly string[],
  seen: readonly string[],
): ImportRefused {
  const nearest = Object.fromEntries(
    columns.flatMap((column) => {
      const near = nearestColumn(type, column);
      return near === null ? [] : [[column, near]];
    }),
  );
  const meant = (before: string) =>
    columns
      .map((column) => (nearest[column] ? `${column} (${before}${nearest[column]}?)` : column))
      .join(", ");
  const words = {
    zh: `有无法识别的列：${meant("是否为")}。请改用此类证件的列名，或给出对应关系（mapping）。`,
    es: `Hay columnas desconocidas: ${meant("¿quizá ")}. Use los nombres del tipo de documento, o indique un mapping.`,
    en: `The file has unknown columns: ${meant("meant: ")}. Name them as the type does, or give a mapping.`,
  };
  return new ImportRefused("import.column_unknown", words, { columns, nearest, seen });
}

function misfit(
  code: "import.column_duplicate" | "import.column_missing",
  columns: readonly string[],
  seen: readonly string[],
): ImportRefused {
  const names = columns.join(", ");
  const words =
    code === "import.column_missing"
      ? {
          zh: `缺少列：${names}。`,
          es: `Faltan columnas: ${names}.`,
          en: `The file has missing columns: ${names}. Add them.`,
        }
      : {
          zh: `有重复的列：${names}。每项只留一列。`,
          es: `Hay columnas repetidas: ${names}. Deje una de cada.`,
          en: `The file has doubled columns: ${names}. Keep one of each.`,
        };
  return new ImportRefused(code, words, { columns, seen });
}

const tooMany = (columns: number): ImportRefused =>
  new ImportRefused(
    "import.columns_many",
    {
      zh: `列数超过${limits.importColumns}。`,
      es: `Hay más de ${limits.importColumns} columnas.`,
      en: `There are more than ${limits.importColumns} columns.`,
    },
    { columns },
  );
