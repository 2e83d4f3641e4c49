import type { JsonObject } from "@sello/sdk";
import type { DocumentType } from "../../api/requests/useTypes.ts";
import { checkClaims } from "../../issue/checkClaims.ts";
import { type ClaimSchema, type Field, readSchema } from "../../issue/readSchema.ts";

/** The type as its documents are, with what the service works out: here people say that too. */
export const toTrialType = (type: DocumentType): DocumentType => ({
  ...type,
  inputSchema: type.schema,
});

export const isYesNo = ({ schema }: Field): boolean => schema.type === "boolean";

/** Made-up values for what a document must say, as far as its rules let one guess; the rest is for people to fill in. */
export function toTestClaims(type: DocumentType): JsonObject {
  const { fields } = readSchema(type);
  const guessed = fields
    .filter(({ isRequired, schema }) => isRequired || schema.type === "boolean")
    .flatMap(({ name, schema }) => {
      const value = guess(schema);
      return value === null ? [] : [[name, value] as const];
    });
  const claims = Object.fromEntries(guessed);
  const wrong = checkClaims(type, claims);
  return Object.fromEntries(Object.entries(claims).filter(([name]) => !wrong.has(name)));
}

function guess(schema: ClaimSchema): JsonObject[string] | null {
  if (schema.enum) return schema.enum[0] ?? null;
  if (schema.type === "boolean") return true;
  if (schema.type === "integer" || schema.type === "number") return schema.minimum ?? 1;
  if (schema.items?.enum) return schema.items.enum.slice(0, 1);
  if (schema.format === "date") return "1990-05-17";
  if (schema.format === "gb11643") return "11010519491231002X";
  if (schema.type !== "string" || schema.format === "photo") return null;
  if (schema.pattern !== undefined) return toMatch(schema.pattern);
  return "TEST".slice(0, schema.maxLength ?? 4);
}

/** A class of characters or one character, and how often: what patterns of claims are made of. */
const piece = /(\[(?:\\.|[^\]\\])+\]|\\.|[^[\\])(?:\{(\d+)(?:,\d*)?\}|[+*?])?/g;

/** A text that fits, for patterns without groups or alternatives; others are left to people. */
function toMatch(pattern: string): string {
  const inner = pattern.replace(/^\^/, "").replace(/\$$/, "");
  return [...inner.matchAll(piece)]
    .map(([, one = "", count = "1"]) => toCharacter(one).repeat(Number(count)))
    .join("");
}

function toCharacter(one: string): string {
  if (one.startsWith("[^")) return "T";
  if (one.startsWith("[0-9")) return "1";
  return one.startsWith("[") ? one.slice(1, 2) : one.slice(-1);
}
