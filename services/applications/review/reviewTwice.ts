import { isDeepStrictEqual } from "node:util";
import { type Facts, type Review, type RuleSet, reviewFacts } from "@sello/sdk/decision";
import { EngineFault } from "../errors.ts";
import type { EngineName, RuleEngine } from "./RuleEngine.ts";

/** What two evaluators say to the same facts. */
export type TwiceReviewed =
  | { readonly kind: "same"; readonly review: Review; readonly engine: EngineName }
  /** They differ: a person decides. */
  | {
      readonly kind: "differs";
      readonly review: Review;
      readonly theirs: Review;
      readonly engine: EngineName;
    }
  /** The engine gave no answer: a person decides. */
  | { readonly kind: "fault"; readonly review: Review; readonly fault: EngineFault };

const saidOf = ({ outcome, path, outputs, missing }: Review) => ({
  outcome,
  path,
  outputs,
  missing,
});

/** Decides by the engine, and by the evaluator that applicants replay it with. */
export async function reviewTwice(
  engine: RuleEngine,
  rules: RuleSet,
  ruleText: string,
  facts: Facts,
): Promise<TwiceReviewed> {
  const review = reviewFacts(rules, facts);
  try {
    const theirs = await engine.review(rules, ruleText, facts);
    if (isDeepStrictEqual(saidOf(review), saidOf(theirs)))
      return { kind: "same", review, engine: engine.name };
    return { kind: "differs", review, theirs, engine: engine.name };
  } catch (error) {
    if (error instanceof EngineFault) return { kind: "fault", review, fault: error };
    throw error;
  }
}
