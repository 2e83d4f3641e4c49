import { EncodingError } from "./EncodingError.ts";
import { findEscapedNames } from "./plainNames.ts";

/**
 * Throws EncodingError `encoding.json-duplicate` when an object of the text names a member twice.
 * @param value what JSON.parse made of the text, in which only the last of the two is left
 */
export function requireUniqueNames(text: string, value: unknown): void {
  // Without escapes, each colon of the text is one that follows a name or one inside a text. Where fewer are in the
  // value, a member was dropped. That takes a tenth of what reading the text once more takes.
  const hasDuplicate = text.includes("\\")
    ? findEscapedNames(text) === null
    : countColons(text) !== countExpected(value);
  if (hasDuplicate) {
    throw new EncodingError("encoding.json-duplicate", "an object names a member twice");
  }
}

function countColons(text: string): number {
  let count = 0;
  for (let at = text.indexOf(":"); at !== -1; at = text.indexOf(":", at + 1)) count += 1;
  return count;
}

function countExpected(value: unknown): number {
  if (typeof value === "string") return countColons(value);
  if (typeof value !== "object" || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) count += countExpected(item);
    return count;
  }
  for (const name of Object.keys(value)) {
    count += 1 + countColons(name) + countExpected((value as Record<string, unknown>)[name]);
  }
  return count;
}
