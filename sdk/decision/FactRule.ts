import type { JsonReader } from "../encoding/JsonReader.ts";
import { readLocalizedText } from "../encoding/readLocalizedText.ts";
import type { LocalizedText } from "../LocalizedText.ts";
import { limits } from "../limits.ts";
import type { Fact } from "./cells.ts";

/**
 * How one fact comes from what was handed in. A source is `form.FIELD`, `evidence.NAME.CLAIM`, or `evidence.NAME` for the
 * evidence as a whole. This list is closed: every replay of a decision computes the same.
 */
export type FactRule = FactDerivation & {
  /** What it is called, for those who read that it is missing. */
  readonly title: LocalizedText;
  /** The fact where an optional field or piece of evidence was not handed in; without it, the fact is missing then. */
  readonly otherwise?: Fact;
};

export type FactDerivation =
  /** The text, whole number, or yes or no itself. */
  | { readonly rule: "value"; readonly from: string }
  /** Whole years since a date, on the day of the application. On 29 February's birthday in other years: on 1 March. */
  | { readonly rule: "age"; readonly from: string }
  /** Days from the day of the application until a date: negative once it is over. */
  | { readonly rule: "days_until"; readonly from: string }
  /** Items of a list. */
  | { readonly rule: "count"; readonly from: string }
  /** Whether it was handed in. Never missing. */
  | { readonly rule: "present"; readonly from: string }
  /** Whether a list has this item. */
  | { readonly rule: "includes"; readonly from: string; readonly value: string }
  /** Whether two sources say the same: texts without spaces around them, in Unicode normal form C. */
  | { readonly rule: "same"; readonly from: string; readonly with: string }
  /** What the check of a piece of evidence gave: one of `evidenceVerdicts`; `none` where it is optional and nobody gave it. */
  | { readonly rule: "verdict"; readonly from: string };

export const factRules = [
  "value",
  "age",
  "days_until",
  "count",
  "present",
  "includes",
  "same",
  "verdict",
] as const;

const sourcePattern =
  /^(?:form\.[a-z][a-z0-9_]{0,63}|evidence\.[a-z][a-z0-9_]{0,63}(?:\.[A-Za-z][A-Za-z0-9_]{0,63})?)$/;

/** The sources that a fact comes from. */
export const sourcesOf = (rule: FactDerivation): readonly string[] =>
  rule.rule === "same" ? [rule.from, rule.with] : [rule.from];

/** Throws EncodingError for what is no rule. */
export function readFactRule(json: JsonReader): FactRule {
  const rule = json.member("rule").oneOf(factRules);
  const further = rule === "includes" ? ["value"] : rule === "same" ? ["with"] : [];
  json.object(["rule", "from", "title", ...further], ["otherwise"]);
  const from = readSource(json.member("from"), rule === "verdict");
  const otherwise = json.member("otherwise").optional(readFact);
  return {
    ...toDerivation(json, rule, from),
    title: readRuleWords(json.member("title")),
    ...(otherwise === null ? {} : { otherwise }),
  };
}

function toDerivation(
  json: JsonReader,
  rule: (typeof factRules)[number],
  from: string,
): FactDerivation {
  if (rule === "includes")
    return { rule, from, value: json.member("value").string(undefined, limits.decisionCellMax) };
  if (rule === "same") return { rule, from, with: readSource(json.member("with"), false) };
  return { rule, from };
}

/** @param isWhole whether it names a piece of evidence as a whole */
function readSource(json: JsonReader, isWhole: boolean): string {
  const source = json.string(sourcePattern);
  if (isWhole && !/^evidence\.[^.]+$/.test(source)) return json.refuse("evidence.NAME");
  return source;
}

function readFact(json: JsonReader): Fact {
  const { value } = json;
  if (typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  if (typeof value === "string" && value.length <= limits.decisionCellMax) return value;
  return json.refuse("a whole number, a text, true or false");
}

/** A text of the rules, for people. */
export const readRuleWords = (json: JsonReader): LocalizedText =>
  readLocalizedText(json, limits.ruleTextMax);
