import { type Fact, holds, kindOf } from "./cells.ts";
import type { DecisionRow, DecisionTable } from "./DecisionTable.ts";

/** What is known, by the names of the input columns. */
export type Facts = Readonly<Record<string, Fact | undefined>>;

/** A row that would have fitted if one condition were met. */
export interface NearMiss {
  readonly row: string;
  /** The one that is not met. */
  readonly field: string;
}

export type Decision =
  /** These rows fit, in the table's order: one of `first`, all of `collect`. */
  | {
      readonly kind: "decided";
      readonly rows: readonly DecidedRow[];
      readonly nearly: readonly NearMiss[];
    }
  /** No row fits. */
  | { readonly kind: "none"; readonly nearly: readonly NearMiss[] }
  /** Facts that the table looks at and nobody gave, or that are of another kind than it compares with. */
  | { readonly kind: "cannot-tell"; readonly missing: readonly string[] };

export interface DecidedRow {
  readonly row: string;
  /** Counted from 0. */
  readonly index: number;
  /** By the names of the output columns; what the row leaves out is not in it. */
  readonly outputs: Readonly<Record<string, Fact>>;
}

/**
 * Decides by a table. Total: every table that was read and every set of facts has an answer.
 * What is missing is never taken for what fits no other row: then nobody can tell.
 * @param facts untrusted; a number counts if it is whole and at most 2^53 - 1
 */
export function decide(table: DecisionTable, facts: Facts): Decision {
  const missing = table.inputs
    .filter(({ field, kind }) => !isUsable(readFact(facts, field), kind))
    .map(({ field }) => field);
  if (missing.length > 0) return { kind: "cannot-tell", missing };
  const rows: DecidedRow[] = [];
  const nearly: NearMiss[] = [];
  for (const [index, row] of table.rows.entries()) {
    const unmet = table.inputs.filter(
      ({ field }, column) => !holds(row.conditions[column] ?? [], facts[field] as Fact),
    );
    const [only] = unmet;
    if (only === undefined) rows.push({ row: row.id, index, outputs: outputsOf(table, row) });
    else if (unmet.length === 1) nearly.push({ row: row.id, field: only.field });
    if (rows.length === 1 && table.hitPolicy === "first") break;
  }
  return rows.length === 0 ? { kind: "none", nearly } : { kind: "decided", rows, nearly };
}

const readFact = (facts: Facts, field: string): Fact | undefined =>
  Object.hasOwn(facts, field) ? facts[field] : undefined;

function isUsable(fact: Fact | undefined, kind: string | null): boolean {
  if (typeof fact === "number" && !Number.isSafeInteger(fact)) return false;
  if (typeof fact !== "number" && typeof fact !== "string" && typeof fact !== "boolean")
    return false;
  return kind === null || kindOf(fact) === kind;
}

function outputsOf(table: DecisionTable, row: DecisionRow): Record<string, Fact> {
  const given = table.outputs.flatMap(({ field }, column) => {
    const value = row.outputs[column] ?? null;
    return value === null ? [] : [[field, value] as const];
  });
  return Object.fromEntries(given);
}
