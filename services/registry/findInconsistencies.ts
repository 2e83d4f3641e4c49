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
    ...findBadDetails(file),
    ...findSharedNames(file),
    ...findUnbounded(file.schema.properties),
  ];
}

const missing = (where: string, names: readonly string[], among: ReadonlySet<string>): string[] =>
  names.filter((name) => !among.has(name)).map((name) => `${where}: ${name}`);

const findBadSources = (file: DocumentTypeFile): string[] =>
  file.derived
    .filter(({ from }) => file.schema.properties[from]?.format !== "date")
    .map(({ claim, from }) => `derived ${claim}: ${from} is not a claim of format date`);

/** What a type says of its claims, its card and its person that its schema does not have. */
function findBadDetails(file: DocumentTypeFile): string[] {
  const { properties } = file.schema;
  const details = Object.entries(file.claims);
  const person = file.person && "claim" in file.person ? [file.person.claim] : [];
  return [
    ...missing("card.face", file.card.face, new Set(Object.keys(file.claims))),
    ...missing("card.photo", file.card.photo ? ["photo"] : [], new Set(Object.keys(properties))),
    ...missing("person: required claims", person, new Set(file.schema.required)),
    ...details
      .filter(([claim, { birth }]) => birth && properties[claim]?.format !== "date")
      .map(([claim]) => `claims ${claim}: a birth date needs the format date`),
    ...details
      .filter(([claim, { each }]) => each && properties[claim]?.type !== "object")
      .map(([claim]) => `claims ${claim}: each is of objects`),
    ...details
      .filter(([claim, { each }]) => each && !file.visible.includes(claim))
      .map(([claim]) => `claims ${claim}: its members are hidden each, so it has to be visible`),
    ...details
      .filter(([claim, { code, multiLine }]) => code && multiLine && properties[claim])
      .map(([claim]) => `claims ${claim}: a code has one line`),
    ...details.flatMap(([claim, { words = {} }]) =>
      missing(`words of ${claim}`, Object.keys(words), new Set(listedIn(properties[claim]))),
    ),
  ];
}

const listedIn = (schema: Schema = {}): string[] =>
  ((schema.type === "array" ? asSchema(schema.items).enum : schema.enum) as string[] | undefined) ??
  [];

/** Names of columns that two claims share: nobody could tell which one a file means. */
function findSharedNames(file: DocumentTypeFile): string[] {
  const named = Object.entries(file.claims).filter(([claim]) => file.schema.properties[claim]);
  const person = file.person && "title" in file.person ? [["person", file.person] as const] : [];
  const owners = new Map<string, string>();
  const shared: string[] = [];
  for (const [claim, { title, aliases }] of [...named, ...person]) {
    for (const name of new Set([claim, title.zh, title.es, title.en, ...aliases])) {
      const owner = owners.get(name.toLowerCase());
      if (owner !== undefined && owner !== claim) shared.push(`${owner} and ${claim}: ${name}`);
      owners.set(name.toLowerCase(), claim);
    }
  }
  return shared.map((problem) => `columns of one name: ${problem}`);
}

/** Every string and list has an end, so that the work of checking one has an end. */
function findUnbounded(properties: Readonly<Record<string, Schema>>): string[] {
  return Object.entries(properties)
    .filter(([, schema]) => !isBounded(schema))
    .map(
      ([claim]) =>
        `schema of ${claim}: a string needs maxLength, an array maxItems of at most ${limits.claimItemsMax}, an object additionalProperties: false or bounded, with maxProperties of at most ${limits.claimMembersMax}`,
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
    return isBoundedFurther(schema) && inner.every(isBounded);
  }
  if (Array.isArray(schema.anyOf)) return schema.anyOf.map(asSchema).every(isBounded);
  if (schema.type !== "string")
    return ["integer", "number", "boolean"].includes(String(schema.type));
  return (
    schema.maxLength !== undefined ||
    boundedFormats.has(String(schema.format)) ||
    (typeof schema.pattern === "string" && countedPattern.test(schema.pattern))
  );
}

/** Members of an object that its schema does not name. */
const isBoundedFurther = ({ additionalProperties, maxProperties }: Schema): boolean =>
  additionalProperties === false ||
  (Number(maxProperties) <= limits.claimMembersMax && isBounded(asSchema(additionalProperties)));

const asSchema = (value: unknown): Schema =>
  typeof value === "object" && value !== null ? (value as Schema) : {};
