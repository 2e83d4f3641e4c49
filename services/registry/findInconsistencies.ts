import { limits } from "@sello/sdk";
import type { DocumentTypeFile } from "./types/DocumentTypeFile.ts";

type Schema = Readonly<Record<string, unknown>>;

/** What in a document type's file contradicts another part of it; empty when nothing. */
export function findInconsistencies(file: DocumentTypeFile): string[] {
  const given = Object.keys(file.schema.properties);
  const derived = file.derived.map(({ claim }) => claim);
  const known = new Set([...given, ...derived]);
  const labelled = Object.keys(file.claims);
  return [
    ...missing("schema.required", file.schema.required, new Set(given)),
    ...missing("claims (a label for each)", [...known], new Set(labelled)),
    ...missing("schema.properties or derived", labelled, known),
    ...missing("visible", file.visible, known),
    ...missing("naturalKey: required claims", file.naturalKey, new Set(file.schema.required)),
    ...missing(
      "agreements",
      file.agreements.flatMap(({ number, claim }) => [number, claim]),
      new Set(given),
    ),
    ...derived
      .filter((claim) => given.includes(claim))
      .map((claim) => `${claim}: given and derived`),
    ...findBadSources(file),
    ...findUnbounded(file.schema.properties),
  ];
}

const missing = (where: string, names: readonly string[], among: ReadonlySet<string>): string[] =>
  names.filter((name) => !among.has(name)).map((name) => `${where}: ${name}`);

const findBadSources = (file: DocumentTypeFile): string[] =>
  file.derived
    .filter(({ from }) => file.schema.properties[from]?.format !== "date")
    .map(({ claim, from }) => `derived ${claim}: ${from} is not a claim of format date`);

/** Every string and list has an end, so that the work of checking one has an end. */
function findUnbounded(properties: Readonly<Record<string, Schema>>): string[] {
  return Object.entries(properties)
    .filter(([, schema]) => !isBounded(schema))
    .map(
      ([claim]) =>
        `schema of ${claim}: a string needs maxLength, an array maxItems of at most ${limits.claimItemsMax}, an object additionalProperties: false`,
    );
}

const boundedFormats = new Set(["date", "date-time", "gb11643", "gb32100", "uuid"]);
// Such as ^[0-9]{12}$: repetitions all counted.
const countedPattern = /^\^[^*+]*\$$/;

function isBounded(schema: Schema): boolean {
  if (schema.enum !== undefined || schema.const !== undefined) return true;
  if (schema.type === "array")
    return Number(schema.maxItems) <= limits.claimItemsMax && isBounded(asSchema(schema.items));
  if (schema.type === "object") {
    const inner = Object.values(asSchema(schema.properties)).map(asSchema);
    return schema.additionalProperties === false && inner.every(isBounded);
  }
  if (schema.type !== "string")
    return ["integer", "number", "boolean"].includes(String(schema.type));
  return (
    schema.maxLength !== undefined ||
    boundedFormats.has(String(schema.format)) ||
    (typeof schema.pattern === "string" && countedPattern.test(schema.pattern))
  );
}

const asSchema = (value: unknown): Schema =>
  typeof value === "object" && value !== null ? (value as Schema) : {};
