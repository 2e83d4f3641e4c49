import { type Fact, holds } from "./cells.ts";
import type { DecisionRow, DecisionTable } from "./DecisionTable.ts";
import type { ReviewOutcome } from "./review.ts";

/** A fact, or that it is missing, or that nobody has said it yet. */
export type FactState = { readonly fact: Fact } | "missing" | "withheld";

/** Whether a row fits; the facts that would tell where that is not known. */
export function fits(
  table: DecisionTable,
  { conditions }: DecisionRow,
  stateOf: (field: string) => FactState,
): boolean | readonly string[] {
  const open: string[] = [];
  for (const [column, { field }] of table.inputs.entries()) {
    const cell = conditions[column] ?? [];
    const state = stateOf(field);
    if (cell.length === 0) continue;
    if (typeof state === "string") open.push(field);
    else if (!holds(cell, state.fact)) return false;
  }
  return open.length === 0 ? true : open;
}

/** What a row gives. */
export const outcomeOf = (table: DecisionTable, row: DecisionRow): ReviewOutcome =>
  row.outputs[table.outputs.findIndex(({ field }) => field === "outcome")] as ReviewOutcome;
