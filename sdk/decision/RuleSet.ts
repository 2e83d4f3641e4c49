import { JsonReader } from "../encoding/JsonReader.ts";

import { parseJson } from "../encoding/json.ts";
import { toCanonicalJson } from "../encoding/toCanonicalJson.ts";
import type { LocalizedText } from "../LocalizedText.ts";
import { limits } from "../limits.ts";
import { DecisionError } from "./DecisionError.ts";
import { type DecisionTable, readDecisionTable } from "./DecisionTable.ts";
import { type FactRule, readFactRule, readRuleWords } from "./FactRule.ts";

/** What a row means, for the person whom it decides about. */
export interface RowWords {
  /** The law and its article; null: it rests on none, as of rows that ask a person. */
  readonly law: LocalizedText | null;
  readonly reason: LocalizedText;
  /** What would have to change for another outcome; null where nothing has to. */
  readonly change: LocalizedText | null;
}

export const ruleOutcomes = ["granted", "refused", "person"] as const;

/** What a row says in its column `outcome`. */
export type RuleOutcome = (typeof ruleOutcomes)[number];

/** The rules of an item, in one version: how facts are derived, the table over them, and what its rows mean. */
export interface RuleSet {
  readonly facts: Readonly<Record<string, FactRule>>;
  /** One for each row of the table, by its name. */
  readonly rows: Readonly<Record<string, RowWords>>;
  readonly table: DecisionTable;
}

/** The one way to write a rule set: RFC 8785. Its SHA-256 is what a receipt and a rule version name. */
export const toRuleText = (ruleSet: unknown): string => toCanonicalJson(ruleSet);

/**
 * Reads a rule set: `{facts, rows, table}`, with the table in JDM. See docs/formats.md, *Rules of an item*.
 * Throws DecisionError: `decision.malformed`, `decision.not-replayable`.
 */
export function readRuleSet(text: string): RuleSet {
  if (text.length > limits.decisionBytesMax) throw malformed("too long");
  try {
    const json = new JsonReader(parseJson(text, limits.jsonDepthMax));
    return readParts(json.object(["facts", "rows", "table"]));
  } catch (error) {
    if (error instanceof DecisionError) throw error;
    throw malformed((error as Error).message);
  }
}

const malformed = (why: string) =>
  new DecisionError("decision.malformed", `not the rules of an item: ${why}`, { why });

function readParts(json: JsonReader): RuleSet {
  const table = readDecisionTable(JSON.stringify(json.member("table").anyObject()));
  const facts = readMap(json.member("facts"), readFactRule);
  const rows = readMap(json.member("rows"), readRowWords);
  const fields = table.inputs.map(({ field }) => field);
  requireSameNames(json.member("facts"), Object.keys(facts), fields);
  requireSameNames(
    json.member("rows"),
    Object.keys(rows),
    table.rows.map(({ id }) => id),
  );
  requireOutcomes(json.member("table"), table);
  return { facts, rows, table };
}

function readMap<Value>(
  json: JsonReader,
  read: (member: JsonReader) => Value,
): Record<string, Value> {
  const names = Object.keys(json.anyObject());
  if (names.length > limits.decisionRowsMax || names.includes("__proto__"))
    return json.refuse("fewer members");
  return Object.fromEntries(names.map((name) => [name, read(json.member(name))] as const));
}

function readRowWords(json: JsonReader): RowWords {
  json.object(["law", "reason", "change"]);
  return {
    law: json.member("law").nullable(readRuleWords),
    reason: readRuleWords(json.member("reason")),
    change: json.member("change").nullable(readRuleWords),
  };
}

function requireSameNames(json: JsonReader, has: readonly string[], needs: readonly string[]) {
  for (const name of needs) if (!has.includes(name)) json.refuse(`member ${name}`);
  for (const name of has) if (!needs.includes(name)) json.refuse(`no ${name}: no row or column`);
}

/** The first row that fits decides, and each says what. */
function requireOutcomes(json: JsonReader, table: DecisionTable) {
  if (table.hitPolicy !== "first") json.refuse("the hit policy first");
  const column = table.outputs.findIndex(({ field }) => field === "outcome");
  if (column === -1) json.refuse("an output outcome");
  for (const { id, outputs } of table.rows) {
    if (!ruleOutcomes.some((outcome) => outcome === outputs[column]))
      json.refuse(`granted, refused or person as the outcome of row ${id}`);
  }
}
