import {
  findCaseGaps,
  type Review,
  type RuleSet,
  readRuleCases,
  readRuleSet,
  reviewFacts,
  runRuleCases,
  toRuleText,
} from "@sello/sdk/decision";
import type { CasesJson, RulesJson } from "../../api/requests/useRuleVersions.ts";
import { type CaseJson, toFacts } from "./EditedCases.ts";

/** What no case tries. */
export type Gap =
  | { readonly kind: "row"; readonly row: string }
  | { readonly kind: "value"; readonly fact: string; readonly value: number }
  | { readonly kind: "missing"; readonly fact: string };

export type Judged = {
  readonly ruleSet: RuleSet;
  /** What the rules say of each case, in their order. */
  readonly found: readonly { readonly review: Review; readonly isExpected: boolean }[];
  readonly gaps: readonly Gap[];
};

/** Runs the cases here, by the evaluator that applicants replay decisions with. Null: the rules or cases cannot be read. */
export function judgeCases(rules: RulesJson, cases: CasesJson): Judged | null {
  try {
    const ruleSet = readRuleSet(toRuleText(rules));
    const read = readRuleCases(toRuleText(cases));
    const failed = new Set(runRuleCases(ruleSet, read).map(({ index }) => index));
    return {
      ruleSet,
      found: read.map(({ facts }, index) => ({
        review: reviewFacts(ruleSet, facts),
        isExpected: !failed.has(index),
      })),
      gaps: findCaseGaps(ruleSet, read).map(toGap),
    };
  } catch {
    return null;
  }
}

/** As `findCaseGaps` writes them. */
function toGap(text: string): Gap {
  const value = /^([a-z0-9_]+) = (-?\d+)$/.exec(text);
  if (value !== null) return { kind: "value", fact: value[1] ?? "", value: Number(value[2]) };
  const missing = /^([a-z0-9_]+) missing$/.exec(text);
  if (missing !== null) return { kind: "missing", fact: missing[1] ?? "" };
  return { kind: "row", row: text.slice("row ".length) };
}

/** A case for facts, which expects what the rules say now: who adds it compares that with the law. */
export function toCase(
  ruleSet: RuleSet,
  usual: CasesJson["usual"],
  facts: CaseJson["facts"],
): CaseJson {
  const { outcome, path, missing } = reviewFacts(ruleSet, toFacts(usual, facts));
  const [row] = path;
  return {
    ...{ facts, outcome },
    ...(row === undefined ? {} : { row }),
    ...(missing.length === 0 ? {} : { missing: [...missing] }),
  };
}
