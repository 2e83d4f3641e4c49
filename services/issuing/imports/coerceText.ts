export type JsonSchema = Readonly<Record<string, unknown>>;

const integer = /^-?(0|[1-9]\d{0,14})$/;
const decimal = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d{1,3})?$/;

/**
 * A CSV field as the schema's type reads it: numbers, `true` and `false`, and lists as JSON or with `;`
 * between their items. What does not read stays a text, for the schema to refuse.
 */
export function coerceText(text: string, schema: JsonSchema): unknown {
  switch (schema.type) {
    case "integer":
      return integer.test(text) ? Number(text) : text;
    case "number":
      return decimal.test(text) ? Number(text) : text;
    case "boolean":
      return toBoolean(text);
    case "array":
      return toList(text, (schema.items as JsonSchema | undefined) ?? {});
    default:
      return text;
  }
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
