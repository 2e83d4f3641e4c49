import type { AbiParameter } from "viem";
import { toStoredText } from "./toStoredText.ts";

type Parameter = AbiParameter & { readonly components?: readonly AbiParameter[] };

const encoder = new TextEncoder();

/** A decoded value as `jsonb` carries it: integers of any width as decimal strings, texts as `toStoredText` says. */
function toPlain(value: unknown): unknown {
  if (typeof value === "string")
    return value.includes("\0") ? toStoredText(encoder.encode(value)) : value;
  if (typeof value === "bigint" || typeof value === "number") return String(value);
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, toPlain(item)]));
  }
  return value;
}

/** Decoded arguments by their names in the ABI; one without a name goes by its position. */
export function toPlainArgs(
  inputs: readonly Parameter[],
  values: readonly unknown[] | Readonly<Record<string, unknown>> | undefined,
): Record<string, unknown> {
  const list = Array.isArray(values) ? values : null;
  const named = list === null ? (values as Record<string, unknown> | undefined) : undefined;
  return Object.fromEntries(
    inputs.map((input, position) => {
      const name = input.name || String(position);
      return [name, toPlain(list === null ? named?.[name] : list[position])];
    }),
  );
}
