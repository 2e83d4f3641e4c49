import type { JsonObject } from "@sello/sdk";
import { type RuleOutcome, readDecisionTable, ruleOutcomes } from "@sello/sdk/decision";

const isOutcome = (value: unknown): value is RuleOutcome =>
  ruleOutcomes.some((outcome) => outcome === value);

/** The rows of a table in their order, with what each gives. A table that cannot be read has none. */
export function outcomesOf(
  table: JsonObject,
): readonly { readonly row: string; readonly outcome: RuleOutcome }[] {
  try {
    const { outputs, rows } = readDecisionTable(JSON.stringify(table));
    const column = outputs.findIndex(({ field }) => field === "outcome");
    return rows.flatMap(({ id, outputs: given }) => {
      const outcome = given[column];
      return isOutcome(outcome) ? [{ row: id, outcome }] : [];
    });
  } catch {
    return [];
  }
}
