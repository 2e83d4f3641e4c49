import type { Fact } from "./cells.ts";
import { type Decision, decide, type Facts, type NearMiss } from "./decide.ts";
import { deriveFacts, type Given } from "./deriveFacts.ts";
import type { RuleOutcome, RuleSet } from "./RuleSet.ts";

export const reviewOutcomes = ["granted", "refused", "person", "cannot-tell"] as const;

export type ReviewOutcome = RuleOutcome | "cannot-tell";

/** What the rules of an item say to an application. */
export interface Review {
  readonly outcome: ReviewOutcome;
  /** Names of the rows that fired: one, or none where no row fits (a person decides) or nobody can tell. */
  readonly path: readonly string[];
  /** What the row gives besides its outcome. */
  readonly outputs: Readonly<Record<string, Fact>>;
  /** Facts that are missing. Empty unless the outcome is `cannot-tell`. */
  readonly missing: readonly string[];
  readonly nearly: readonly NearMiss[];
  readonly facts: Facts;
}

/** Derives the facts from what was handed in, and decides by them. Total, and reads no clock. */
export const review = (ruleSet: RuleSet, given: Given): Review =>
  reviewFacts(ruleSet, deriveFacts(ruleSet.facts, given));

/** Decides by facts. Total. */
export function reviewFacts({ table }: Pick<RuleSet, "table">, facts: Facts): Review {
  return toReview(decide(table, facts), facts);
}

/** What a decision by either evaluator means for an application. */
export function toReview(decision: Decision, facts: Facts): Review {
  if (decision.kind === "cannot-tell")
    return {
      ...{ outcome: "cannot-tell", path: [], outputs: {}, nearly: [] },
      ...{ missing: decision.missing, facts },
    };
  const { nearly } = decision;
  const [row] = decision.kind === "decided" ? decision.rows : [];
  if (row === undefined)
    return { outcome: "person", path: [], outputs: {}, missing: [], nearly, facts };
  const { outcome, ...outputs } = row.outputs;
  return {
    ...{ outcome: outcome as RuleOutcome, path: [row.row], outputs },
    ...{ missing: [], nearly, facts },
  };
}
