import { toCityDate } from "../text/cityTime.ts";
import { type Fact, holds, kindOf } from "./cells.ts";
import { DecisionError } from "./DecisionError.ts";
import type { DecisionTable } from "./DecisionTable.ts";
import type { DecisionReceipt, ReceiptInput } from "./decisionReceipt.ts";
import { deriveFact, type Found } from "./deriveFacts.ts";
import { sourcesOf } from "./FactRule.ts";
import { type FactState, fits, outcomeOf } from "./fits.ts";
import { type RuleSet, readRuleSet } from "./RuleSet.ts";
import type { ReviewOutcome } from "./review.ts";
import { type RuleVersion, ruleTextSha256 } from "./ruleVersion.ts";

/** Where a replay goes another way than the receipt. */
export interface Parted {
  /** The row of the table; null: before any row, where a fact is computed. */
  readonly row: string | null;
  /** The fact; null: all conditions of the row hold, though the receipt passes it by. */
  readonly fact: string | null;
  /** What the fact is by this replay; null where it is missing or none is named. */
  readonly value: Fact | null;
}

export type Replay =
  /** The published rules give what the receipt says. */
  | { readonly kind: "same"; readonly outcome: ReviewOutcome; readonly path: readonly string[] }
  | {
      readonly kind: "other";
      readonly outcome: ReviewOutcome;
      readonly path: readonly string[];
      readonly parted: Parted;
    }
  /** Names of inputs that would have to be opened, as the receipt names them. */
  | { readonly kind: "cannot-tell"; readonly why: "inputs"; readonly missing: readonly string[] }
  /** The rule version is not at hand: another one, or none, was given. */
  | { readonly kind: "cannot-tell"; readonly why: "rules"; readonly missing: readonly [] }
  /** The rules are not those that the receipt names, or no rules at all; or the receipt contradicts itself. */
  | { readonly kind: "altered"; readonly what: AlteredPart };

/** `input`: one that is opened is not the one that was committed to. `file`: damaged on its way, or changed in it. */
export type AlteredPart = "receipt" | "rules" | "input" | "file";

/** What is opened of a receipt. */
export interface OpenedReceipt {
  readonly receipt: DecisionReceipt;
  /** Inputs that are left out: `withheld` of the parsed presentation. */
  readonly withheld: number;
}

/**
 * Decides again, by the rules that a receipt names and the inputs that are opened. Pure: no clock, no network. That receipt and
 * rule version are sealed by their authorities is for the caller to verify; what does not match its commitment cannot be read.
 * Where facts and what they come from are both opened, facts are computed again. Total.
 * @param versions rule versions at hand
 */
export function replay(
  { receipt, withheld }: OpenedReceipt,
  versions: readonly Pick<RuleVersion, "item" | "version" | "rules">[],
): Replay {
  if (contradictsItself(receipt)) return { kind: "altered", what: "receipt" };
  const named = versions.find(
    ({ item, version }) => item === receipt.item && version === receipt.rules.version,
  );
  if (named === undefined) return { kind: "cannot-tell", why: "rules", missing: [] };
  const rules = readRules(named.rules, receipt.rules.sha256);
  if (rules === null) return { kind: "altered", what: "rules" };
  const facts = openFacts(rules, receipt, withheld);
  const { parted } = facts;
  if (parted === null) return compare(rules, facts, receipt);
  const again = decideAgain(rules, facts, receipt);
  const { outcome, path } =
    "withheld" in again ? { outcome: receipt.rulesOutcome, path: receipt.path } : again;
  return { kind: "other", outcome, path, parted };
}

/** Rules decide what they give; a person may decide otherwise. */
const contradictsItself = ({ decidedBy, outcome, rulesOutcome, path, missing }: DecisionReceipt) =>
  (decidedBy === "rules" && outcome !== rulesOutcome) ||
  path.length > 1 ||
  (rulesOutcome === "cannot-tell") !== missing.length > 0;

function readRules(text: string, sha256: string): RuleSet | null {
  if (ruleTextSha256(text) !== sha256) return null;
  try {
    return readRuleSet(text);
  } catch (error) {
    if (error instanceof DecisionError) return null;
    throw error;
  }
}

type OpenedFacts = {
  readonly states: ReadonlyMap<string, FactState>;
  readonly parted: Parted | null;
};

function openFacts(rules: RuleSet, receipt: DecisionReceipt, withheld: number): OpenedFacts {
  const today = toCityDate(receipt.at, receipt.timeZone);
  const isWhole = withheld === 0;
  const states = new Map<string, FactState>();
  let parted: Parted | null = null;
  for (const [name, rule] of Object.entries(rules.facts)) {
    const stated = toState(inputOf(receipt, `fact.${name}`), isWhole);
    const isComputable = isWhole || sourcesOf(rule).every((source) => isOpen(receipt, source));
    if (!isComputable) {
      states.set(name, stated);
      continue;
    }
    const fact = deriveFact(rule, (source) => find(receipt, source), today);
    const computed: FactState = fact === undefined ? "missing" : { fact };
    if (stated !== "withheld" && !areSame(stated, computed))
      parted ??= { row: null, fact: name, value: fact ?? null };
    states.set(name, computed);
  }
  return { states, parted };
}

const toState = (input: ReceiptInput | undefined, isWhole: boolean): FactState => {
  if (input === undefined) return isWhole ? "missing" : "withheld";
  return typeof input === "object" ? "missing" : { fact: input };
};

const areSame = (one: FactState, other: FactState): boolean =>
  typeof one === "object" && typeof other === "object" ? one.fact === other.fact : one === other;

const inputOf = ({ inputs }: DecisionReceipt, name: string): ReceiptInput | undefined =>
  Object.hasOwn(inputs, name) ? inputs[name] : undefined;

const isOpen = (receipt: DecisionReceipt, source: string): boolean =>
  inputOf(receipt, source) !== undefined &&
  inputOf(receipt, evidenceOf(source) ?? source) !== undefined;

/** `evidence.NAME` of `evidence.NAME.CLAIM`; null of a field. */
const evidenceOf = (source: string): string | null =>
  source.startsWith("form.") ? null : source.split(".").slice(0, 2).join(".");

function find(receipt: DecisionReceipt, source: string): Found {
  const whole = evidenceOf(source);
  const value = inputOf(receipt, source);
  if (whole === null || whole === source) return value === undefined ? "absent" : { value };
  const verdict = inputOf(receipt, whole);
  if (verdict === "invalid" || verdict === "unknown") return "unreadable";
  return value === undefined ? "absent" : { value };
}

type Decided =
  | { readonly outcome: ReviewOutcome; readonly path: readonly string[] }
  | { readonly withheld: readonly string[] };

/** As `decide` does, but what nobody opened leaves open only the rows that ask for it. */
function decideAgain(
  { table }: RuleSet,
  { states }: OpenedFacts,
  receipt: DecisionReceipt,
): Decided {
  const stateOf = (field: string): FactState => states.get(field) ?? "missing";
  if (unusableOf(table, stateOf).length > 0) return { outcome: "cannot-tell", path: [] };
  // What is withheld may be missing as well; the receipt says of which facts that is so.
  if (receipt.missing.some((name) => stateOf(name) === "withheld"))
    return { withheld: receipt.missing.map((name) => `fact.${name}`) };
  for (const row of table.rows) {
    const fit = fits(table, row, stateOf);
    if (fit === true) return { outcome: outcomeOf(table, row), path: [row.id] };
    if (fit !== false) return { withheld: fit.map((field) => `fact.${field}`) };
  }
  return { outcome: "person", path: [] };
}

function compare(rules: RuleSet, facts: OpenedFacts, receipt: DecisionReceipt): Replay {
  const again = decideAgain(rules, facts, receipt);
  if ("withheld" in again) return { kind: "cannot-tell", why: "inputs", missing: again.withheld };
  const { outcome, path } = again;
  const parted = findParting(rules, facts, receipt, again);
  return parted === null
    ? { kind: "same", outcome, path }
    : { kind: "other", outcome, path, parted };
}

/** The first place at which the two ways differ; null: they do not. */
function findParting(
  { table }: RuleSet,
  { states }: OpenedFacts,
  receipt: DecisionReceipt,
  { outcome, path }: Extract<Decided, { outcome: unknown }>,
): Parted | null {
  const stateOf = (field: string): FactState => states.get(field) ?? "missing";
  const missing = unusableOf(table, stateOf);
  const lost = missing.find((name) => !receipt.missing.includes(name));
  if (lost !== undefined) return { row: null, fact: lost, value: null };
  const there = receipt.missing.find(
    (name) => !missing.includes(name) && stateOf(name) !== "withheld",
  );
  if (there !== undefined) return { row: null, fact: there, value: factOf(stateOf(there)) };
  const [found, stated] = [path[0], receipt.path[0]];
  if (outcome === receipt.rulesOutcome && found === stated) return null;
  const place = (id: string | undefined) => table.rows.findIndex((row) => row.id === id);
  const [mine, theirs] = [place(found), place(stated)];
  const row = table.rows[theirs];
  if (row === undefined || (mine !== -1 && mine <= theirs))
    return { row: found ?? stated ?? null, fact: null, value: null };
  const unmet = table.inputs.find(({ field }, column) => {
    const state = stateOf(field);
    return typeof state === "object" && !holds(row.conditions[column] ?? [], state.fact);
  });
  const fact = unmet?.field ?? null;
  return { row: row.id, fact, value: fact === null ? null : factOf(stateOf(fact)) };
}

const factOf = (state: FactState): Fact | null => (typeof state === "object" ? state.fact : null);

/** Facts by which nobody can decide: missing, or of another kind than the table compares with. */
const unusableOf = ({ inputs }: DecisionTable, stateOf: (field: string) => FactState): string[] =>
  inputs
    .filter(({ field, kind }) => {
      const state = stateOf(field);
      if (typeof state === "string") return state === "missing";
      return kind !== null && kindOf(state.fact) !== kind;
    })
    .map(({ field }) => field);
