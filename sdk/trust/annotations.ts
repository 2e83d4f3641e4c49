import { isJsonObject } from "../encoding/json.ts";
import { type LocalizedText, languages } from "../LocalizedText.ts";
import type { DocumentType } from "./TrustList.ts";

// What a type's JSON Schema says for people and not for validators: annotations in the sense of JSON Schema 2020-12
// §7.7. They travel inside the schema, which readers of every version of this program hand to a validator unread.

/** Names of our own annotations, for validators that refuse unknown keywords. */
export const schemaAnnotations = {
  /** On the whole schema: IANA name of the city's time zone, by which its dates are counted. */
  timeZone: "x-time-zone",
  /** On a text: it may have several lines. */
  multiLine: "x-multi-line",
  /** On a text that is one of a list: each one's words, `{ "male": { "zh": …, "es": …, "en": … } }`. */
  words: "x-words",
} as const;

/** The time zone of a type's issuer; null if the type does not say. */
export function timeZoneOf(type: DocumentType | null): string | null {
  const zone = type?.schema[schemaAnnotations.timeZone];
  return typeof zone === "string" && zone.length <= 64 ? zone : null;
}

/** What is to be known of one claim to show it. */
export interface ClaimForm {
  readonly isMultiLine: boolean;
  /** Whether it is a picture in base64 (`contentEncoding`, `contentMediaType`). */
  readonly isPicture: boolean;
  /** Words for a value; null: it is shown as it is. */
  wordsOf(value: string): LocalizedText | null;
}

const plain: ClaimForm = { isMultiLine: false, isPicture: false, wordsOf: () => null };

/** @param path member names, from the top */
export function claimFormOf(type: DocumentType | null, path: readonly string[]): ClaimForm {
  let schema: unknown = type?.schema;
  for (const name of path) schema = memberOf(memberOf(schema, "properties"), name);
  if (!isJsonObject(schema)) return plain;
  const words = schema[schemaAnnotations.words];
  return {
    isMultiLine: schema[schemaAnnotations.multiLine] === true,
    isPicture:
      schema.contentEncoding === "base64" &&
      typeof schema.contentMediaType === "string" &&
      schema.contentMediaType.startsWith("image/"),
    wordsOf: (value) => toText(memberOf(words, value)),
  };
}

const memberOf = (value: unknown, name: string): unknown =>
  isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

function toText(value: unknown): LocalizedText | null {
  if (!isJsonObject(value)) return null;
  const texts = languages.map((language) => value[language]);
  return texts.every((text) => typeof text === "string") ? (value as LocalizedText) : null;
}
