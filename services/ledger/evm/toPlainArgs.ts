import type { AbiParameter } from "viem";

type Parameter = AbiParameter & { readonly components?: readonly AbiParameter[] };

/** A decoded value as JSON carries it: integers of any width as decimal strings, the rest as it is. */
function toPlain(value: unknown): unknown {
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
