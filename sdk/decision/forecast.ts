import { toCityDate } from "../text/cityTime.ts";
import { deriveFact, findGiven, type Given } from "./deriveFacts.ts";
import { sourcesOf } from "./FactRule.ts";
import { type FactState, fits, outcomeOf } from "./fits.ts";
import type { RuleOutcome, RuleSet } from "./RuleSet.ts";

/** What rules would say to an application that is not made yet. */
export type Forecast =
  /** Whatever is filled in, this row fires, or one that gives the same. */
  | { readonly kind: "certain"; readonly outcome: RuleOutcome; readonly row: string | null }
  /** It hangs on what is filled in; whether a row that grants could still fire. */
  | { readonly kind: "open"; readonly mayBeGranted: boolean }
  /** Pieces of evidence that rules ask for and nobody has. */
  | { readonly kind: "lacks"; readonly evidence: readonly string[] };

/**
 * What the rules would say to somebody who has this evidence and has filled in nothing, or not all. Pure: no clock, no network. No
 * promise: what counts is what the office finds when one applies. Total.
 * @param given fields of the form that are absent are not filled in yet; evidence that is absent is not there
 */
export function forecast({ facts: rules, table }: RuleSet, given: Given): Forecast {
  const today = toCityDate(given.at, given.timeZone);
  const states = new Map<string, FactState>();
  for (const [name, rule] of Object.entries(rules)) {
    const sources = sourcesOf(rule);
    const isOpen = sources.some(
      (source) => isField(source) && findGiven(given, source) === "absent",
    );
    const fact = isOpen ? undefined : deriveFact(rule, (source) => findGiven(given, source), today);
    states.set(name, fact !== undefined ? { fact } : isOpen ? "withheld" : "missing");
  }
  const lacking = table.inputs
    .filter(({ field }) => (states.get(field) ?? "missing") === "missing")
    .flatMap(({ field }) => (rules[field] ? sourcesOf(rules[field]) : []))
    .filter((source) => !isField(source) && typeof findGiven(given, source) === "string")
    .map((source) => source.split(".")[1] ?? source);
  if (lacking.length > 0) return { kind: "lacks", evidence: [...new Set(lacking)] };
  const possible: { readonly outcome: RuleOutcome; readonly row: string | null }[] = [];
  for (const row of table.rows) {
    const fit = fits(table, row, (field) => states.get(field) ?? "missing");
    if (fit === false) continue;
    possible.push({ outcome: outcomeOf(table, row) as RuleOutcome, row: row.id });
    if (fit === true) return conclude(possible);
  }
  // Where no row fits, a person decides.
  return conclude([...possible, { outcome: "person", row: null }]);
}

const isField = (source: string): boolean => source.startsWith("form.");

function conclude(
  possible: readonly { readonly outcome: RuleOutcome; readonly row: string | null }[],
): Forecast {
  const [first] = possible;
  if (first !== undefined && possible.every(({ outcome }) => outcome === first.outcome))
    return { kind: "certain", ...first, row: possible.length === 1 ? first.row : null };
  return { kind: "open", mayBeGranted: possible.some(({ outcome }) => outcome === "granted") };
}
