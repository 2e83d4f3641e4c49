import { JsonReader } from "../encoding/JsonReader.ts";
import { parseJson } from "../encoding/json.ts";
import { limits } from "../limits.ts";
import type { Cell, Fact } from "./cells.ts";
import { DecisionError } from "./DecisionError.ts";
import type { Facts } from "./decide.ts";
import type { RuleSet } from "./RuleSet.ts";
import { type ReviewOutcome, reviewFacts, reviewOutcomes } from "./review.ts";

/** An outcome that somebody expects, written by hand before the rules. */
export interface RuleCase {
  /** The whole facts; what is missing is not in it. */
  readonly facts: Facts;
  readonly outcome: ReviewOutcome;
  /** The row that has to fire; null: none does. */
  readonly row: string | null;
  /** What has to be missing. */
  readonly missing: readonly string[];
  /** What the row has to give besides; null: whatever it gives. */
  readonly outputs: Readonly<Record<string, Fact>> | null;
}

/**
 * Reads `{usual, cases}`: each case says how its facts differ from the usual ones, `null` for a missing one, and what is
 * expected. See docs/formats.md, *Cases of an item*. Throws DecisionError `decision.malformed`.
 */
export function readRuleCases(text: string): readonly RuleCase[] {
  try {
    if (text.length > limits.decisionBytesMax) throw new TypeError("too long");
    const json = new JsonReader(parseJson(text, limits.jsonDepthMax)).object(["usual", "cases"]);
    const usual = readFacts(json.member("usual"));
    return json
      .member("cases")
      .array(limits.ruleCasesMax)
      .map((each) => readCase(each, usual));
  } catch (error) {
    const why = (error as Error).message;
    throw new DecisionError("decision.malformed", `not the cases of an item: ${why}`, { why });
  }
}

function readCase(json: JsonReader, usual: Readonly<Record<string, Fact | null>>): RuleCase {
  json.object(["facts", "outcome"], ["row", "missing", "outputs"]);
  const changes = readFacts(json.member("facts"));
  for (const name of Object.keys(changes))
    if (!Object.hasOwn(usual, name)) json.refuse(`no fact ${name} that is not usual`);
  const known = Object.entries({ ...usual, ...changes }).flatMap(([name, fact]) =>
    fact === null ? [] : [[name, fact] as const],
  );
  const missing = json.member("missing").optional((list) => list.array(limits.decisionColumnsMax));
  return {
    facts: Object.fromEntries(known),
    outcome: json.member("outcome").oneOf(reviewOutcomes),
    row: json.member("row").optional((row) => row.string()),
    missing: (missing ?? []).map((name) => name.string()),
    outputs: json.member("outputs").optional(readFacts) as RuleCase["outputs"],
  };
}

function readFacts(json: JsonReader): Record<string, Fact | null> {
  const members = Object.entries(json.anyObject());
  for (const [name, value] of members) {
    const fits = value === null || ["number", "string", "boolean"].includes(typeof value);
    if (!fits || name === "__proto__") json.member(name).refuse("a fact or null");
  }
  return Object.fromEntries(members) as Record<string, Fact | null>;
}

/** A case that the rules decide otherwise, by its place in the list. */
export interface FailedCase {
  readonly index: number;
  readonly expected: string;
  readonly found: string;
}

/** Runs cases. @param decideBy which evaluator; this one unless another is given */
export function runRuleCases(
  ruleSet: RuleSet,
  cases: readonly RuleCase[],
  decideBy: (facts: Facts) => ReturnType<typeof reviewFacts> = (facts) =>
    reviewFacts(ruleSet, facts),
): readonly FailedCase[] {
  return cases.flatMap((each, index) => {
    const { outcome, path, missing, outputs } = decideBy(each.facts);
    const found = words(outcome, path[0] ?? null, missing, each.outputs && outputs);
    const expected = words(each.outcome, each.row, each.missing, each.outputs);
    return found === expected ? [] : [{ index, expected, found }];
  });
}

const words = (
  outcome: string,
  row: string | null,
  missing: readonly string[],
  outputs: RuleCase["outputs"],
) =>
  [outcome, row ?? "-", [...missing].sort().join("+"), outputs && toPairs(outputs)]
    .filter((word) => word !== null && word !== "")
    .join(" ");

const toPairs = (outputs: Readonly<Record<string, Fact>>): string =>
  Object.entries(outputs)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join(",");

/** What no case tries: `row ID`, `FACT = NUMBER` beside a boundary, `FACT missing`. Rules with gaps are not published. */
export function findCaseGaps(ruleSet: RuleSet, cases: readonly RuleCase[]): readonly string[] {
  const { table } = ruleSet;
  const rows = table.rows.filter(({ id }) => !cases.some(({ row }) => row === id));
  const values = table.inputs.flatMap(({ field }, column) => {
    const bounds = new Set(table.rows.flatMap(({ conditions }) => boundsOf(conditions[column])));
    const beside = [...bounds].flatMap((bound) => [bound - 1, bound, bound + 1]);
    const tried = new Set(cases.map(({ facts }) => facts[field]));
    return [...new Set(beside)]
      .filter((value) => !tried.has(value))
      .map((value) => `${field} = ${value}`);
  });
  const missing = table.inputs.filter(
    ({ field }) => !cases.some((each) => each.missing.length === 1 && each.missing[0] === field),
  );
  return [
    ...rows.map(({ id }) => `row ${id}`),
    ...values,
    ...missing.map(({ field }) => `${field} missing`),
  ];
}

/** The numbers at which a cell begins to hold or ceases to. */
const boundsOf = (cell: Cell = []): number[] =>
  cell.flatMap((test) => {
    if (!("compare" in test)) return [test.from, test.to];
    return typeof test.value === "number" ? [test.value] : [];
  });
