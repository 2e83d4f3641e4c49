import { isJsonObject } from "./json.ts";

/** RFC 8785: one text for a JSON value, whatever the order of its members was. Numbers are whole, texts are of whole characters. */
export function toCanonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toCanonicalJson).join(",")}]`;
  if (!isJsonObject(value)) return JSON.stringify(value ?? null);
  const members = Object.keys(value)
    .filter((name) => value[name] !== undefined)
    // By UTF-16 code units, as RFC 8785 §3.2.3 asks.
    .sort()
    .map((name) => `${JSON.stringify(name)}:${toCanonicalJson(value[name])}`);
  return `{${members.join(",")}}`;
}
