import { packParts, readParts } from "../../platform/lengthPrefixed.ts";

/** What a call or its answer is on its way: JSON, or a length and JSON followed by bytes, each with its length. */

export const jsonType = "application/json";
export const partsType = "application/octet-stream";

export type CallBody = { readonly type: string; readonly bytes: Buffer };

type WithParts = { readonly parts?: readonly Uint8Array[] };

export function toCallBody(value: unknown): CallBody {
  const { parts, ...rest }: WithParts = (typeof value === "object" ? value : null) ?? {};
  if (parts === undefined) return { type: jsonType, bytes: Buffer.from(JSON.stringify(value)) };
  return { type: partsType, bytes: packParts([Buffer.from(JSON.stringify(rest)), ...parts]) };
}

/** Throws `SyntaxError` and `RangeError` for what `toCallBody` does not make. Parts lie in `bytes`, uncopied. */
export function readCallBody({ type, bytes }: CallBody): unknown {
  if (type !== partsType) return JSON.parse(bytes.toString("utf8"));
  const [head, ...parts] = readParts(bytes, 0);
  if (head === undefined) throw new RangeError("the call is empty");
  return { ...(JSON.parse(head.toString("utf8")) as object), parts };
}
