import { EncodingError } from "./EncodingError.ts";
import { requireUniqueNames } from "./requireUniqueNames.ts";

/** A JSON object that others wrote. */
export type JsonObject = { readonly [member: string]: unknown };

/**
 * Reads JSON of limited depth; throws EncodingError, also for an object that names a member twice: readers differ in
 * which one they take (RFC 8259 §4), so two of them would read two texts under one signature.
 */
export function parseJson(text: string, depthMax: number): unknown {
  const value = parseLooseJson(text, depthMax);
  requireUniqueNames(text, value);
  return value;
}

/** As `parseJson`, but the last of repeated members counts: for callers that know of one way to write the text. */
export function parseLooseJson(text: string, depthMax: number): unknown {
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
