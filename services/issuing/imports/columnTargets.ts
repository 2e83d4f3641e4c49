import type { LocalizedText } from "@sello/sdk";
import type { DocumentType } from "../../registry/types/DocumentType.ts";
import { takesPerson } from "../readPerson.ts";
import type { JsonSchema } from "./coerceText.ts";
import { namedColumns, personColumn, toComparable } from "./columnNames.ts";
import type { ColumnMapping } from "./Import.ts";

/** Where the cells of a column go, and what they must be. */
export type Target = {
  /** Names of the claim, or `person`, and of members inside it. */
  readonly path: readonly string[];
  readonly schema: JsonSchema;
  /** How the type calls each value that the claim may have. */
  readonly words: Readonly<Record<string, LocalizedText>> | undefined;
};

const toPerson = [personColumn];

/** Columns that we added to a file of rejected rows begin so, and are passed over when it comes back. */
export const notePrefix = "sello:";

/** A column goes where the mapping says, else to the claim whose name or title it has; null: it is ignored. */
export function toPath(
  type: DocumentType,
  name: string,
  mapping: ColumnMapping,
): readonly string[] | null {
  if (Object.hasOwn(mapping, name)) return mapping[name]?.split(".") ?? null;
  if (name.startsWith(notePrefix)) return null;
  const named = namedColumns(type).get(toComparable(name));
  if (named === undefined) return name.split(".");
  return "claim" in named ? [named.claim] : toPerson;
}

export const toPointer = (path: readonly string[]): string => `/${path.join("/")}`;

/** Null: the type has no such claim. */
export function toTarget(type: DocumentType, path: readonly string[]): Target | null {
  if (takesPerson(type) && path.length === 1 && path[0] === personColumn)
    return { path, schema: { type: "string" }, words: undefined };
  let schema: JsonSchema = type.inputSchema;
  for (const name of path) {
    const properties = schema.properties as Readonly<Record<string, JsonSchema>> | undefined;
    if (!properties || !Object.hasOwn(properties, name)) return null;
    schema = properties[name] ?? {};
  }
  const [claim = ""] = path;
  const words = path.length === 1 ? type.claims[claim]?.words : undefined;
  return { path, schema, words };
}
