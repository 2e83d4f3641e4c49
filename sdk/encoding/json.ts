import { EncodingError } from "./EncodingError.ts";

/** A JSON object that others wrote. */
export type JsonObject = { readonly [member: string]: unknown };

/** Reads JSON of limited depth; throws EncodingError. Of repeated members the last one counts. */
export function parseJson(text: string, depthMax: number): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new EncodingError("encoding.json", "not JSON", { characters: text.length });
  }
  requireDepth(value, depthMax);
  return value;
}

/** Reads a JSON object of limited depth; throws EncodingError. */
export function parseJsonObject(text: string, depthMax: number): JsonObject {
  const value = parseJson(text, depthMax);
  if (!isJsonObject(value)) throw new EncodingError("encoding.json", "not a JSON object");
  return value;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Sets a member, whatever its name: `__proto__` becomes a member like any other. */
export function setMember(target: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== "__proto__") target[name] = value;
  else Object.defineProperty(target, name, { value, enumerable: true, configurable: true });
}

function requireDepth(value: unknown, depthLeft: number): void {
  if (typeof value !== "object" || value === null) return;
  if (depthLeft === 0) throw new EncodingError("encoding.json-depth", "nested too deep");
  for (const member of Object.values(value)) requireDepth(member, depthLeft - 1);
}
