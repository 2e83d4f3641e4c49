import type { LocalizedText } from "@sello/sdk";

export type JsonSchema = Readonly<Record<string, unknown>>;

const decimal = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d{1,3})?$/;

/**
 * A cell as the schema's type reads it: numbers, `true` and `false`, and lists as JSON or with `;` between their
 * items. A number is taken if it would be written as the very same text, so that nothing is guessed or rounded.
 * What does not read stays a text, for the schema to refuse.
 */
export function coerceText(text: string, schema: JsonSchema): unknown {
  switch (schema.type) {
    case "integer":
    case "number":
      return isExactNumber(text) ? Number(text) : text;
    case "boolean":
      return toBoolean(text);
    case "array":
      return toList(text, (schema.items as JsonSchema | undefined) ?? {});
    default:
      return text;
  }
}

/** Whether a number would be written back as the same text: `1,234`, `007`, `1.50` and `1E5` would not. */
export const isExactNumber = (text: string): boolean =>
  decimal.test(text) && String(Number(text)) === text;

/** The listed value that the type calls so, in one of its languages. */
export function toListedValue(
  text: string,
  words: Readonly<Record<string, LocalizedText>>,
): string {
  if (Object.hasOwn(words, text)) return text;
  const wanted = text.toLowerCase();
  const called = Object.entries(words).filter(([, names]) =>
    Object.values(names).some((name) => name.toLowerCase() === wanted),
  );
  return called.length === 1 ? (called[0]?.[0] ?? text) : text;
}

function toBoolean(text: string): unknown {
  const word = text.toLowerCase();
  return word === "true" ? true : word === "false" ? false : text;
}

function toList(text: string, items: JsonSchema): unknown {
  if (!text.startsWith("[")) return text.split(";").map((item) => coerceText(item.trim(), items));
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
