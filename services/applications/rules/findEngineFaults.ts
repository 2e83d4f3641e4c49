import type { RuleCase, RuleSet } from "@sello/sdk/decision";
import type { RuleEngine } from "../review/RuleEngine.ts";
import { reviewTwice } from "../review/reviewTwice.ts";

/** Cases that the engine decides otherwise than the evaluator of applicants. */
export async function findEngineFaults(
  engine: RuleEngine,
  rules: RuleSet,
  ruleText: string,
  cases: readonly RuleCase[],
): Promise<string[]> {
  const faults: string[] = [];
  for (const [index, { facts }] of cases.entries()) {
    const { kind } = await reviewTwice(engine, rules, ruleText, facts);
    if (kind === "differs") faults.push(`cases.${index}: the two evaluators differ`);
    if (kind === "fault") faults.push(`cases.${index}: the rule engine gave no answer`);
  }
  return faults;
}
