import { createHash } from "node:crypto";
import type pg from "pg";

const names = new Map<string, string>();
/** Part of every name: another number, and all is prepared once more. */
let generation = 0;

/**
 * A statement with values is prepared once for each connection, under a name that its text gives it; planning
 * it again every time cost up to two thirds of a small read. Without values it goes as simple text, in which
 * several statements may stand.
 */
export function toStatement(text: string, values: readonly unknown[]): pg.QueryConfig {
  if (values.length === 0) return { text };
  let name = names.get(text);
  if (name === undefined) {
    const hash = createHash("sha256").update(text).digest("base64url").slice(0, 24);
    name = `${hash}${generation}`;
    names.set(text, name);
  }
  return { name, text, values: [...values] };
}

/**
 * Whether a statement gives other columns than when it was prepared: a newer edition has changed a table meanwhile. 0A000
 * is feature_not_supported, which the function in the server tells apart in any language.
 */
export const isOutdatedPlan = (error: unknown): boolean => {
  const { code, routine } = error as { code?: unknown; routine?: unknown };
  return code === "0A000" && routine === "RevalidateCachedQuery";
};

/** From here on every statement is prepared once more, on every connection. */
export function prepareAnew(): void {
  generation += 1;
  names.clear();
}
