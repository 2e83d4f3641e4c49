import { JsonReader } from "../encoding/JsonReader.ts";
import type { JsonObject } from "../encoding/json.ts";
import { limits } from "../limits.ts";
import type { Fact } from "./cells.ts";
import { DecisionError } from "./DecisionError.ts";
import type { Facts } from "./decide.ts";
import type { Given } from "./deriveFacts.ts";
import { sourcesOf } from "./FactRule.ts";
import type { RuleSet } from "./RuleSet.ts";
import { type ReviewOutcome, reviewOutcomes } from "./review.ts";

/** Name of the document type of receipts. */
export const decisionReceiptType = "decision-receipt";

/** An input as a receipt holds it. */
export type ReceiptInput = Fact | readonly string[];

/** What a decision says of itself: the claims of its receipt. Times in unix seconds, ids as UUIDs. */
export interface DecisionReceipt {
  /** Id of the decision. */
  readonly decision: string;
  readonly item: string;
  readonly itemVersion: number;
  readonly rules: {
    readonly version: number;
    /** Id of the document that is the rule version. */
    readonly document: string;
    /** Of the rules' text, in base64url. */
    readonly sha256: string;
  };
  /** What the rules gave, and the rows that fired. */
  readonly rulesOutcome: ReviewOutcome;
  readonly path: readonly string[];
  /** Facts that were missing, where the rules cannot tell. */
  readonly missing: readonly string[];
  /** What was decided, and by whom: where a person looks, it may be other than what the rules gave. */
  readonly outcome: ReviewOutcome;
  readonly decidedBy: "rules" | "person";
  readonly engine: { readonly name: string; readonly version: string };
  /** When it was asked for: days and ages are counted at this moment. */
  readonly at: number;
  readonly decidedAt: number;
  /** IANA name. */
  readonly timeZone: string;
  /** Id of the document that followed; null: none did. */
  readonly document: string | null;
  /** Id of the decision that this one was asked to look at again; null: it is the first. */
  readonly appeals: string | null;
  /**
   * By name: `fact.NAME`, `form.FIELD`, `evidence.NAME` (its verdict), `evidence.NAME.CLAIM`, and what the check of a piece of
   * evidence relied on: `check.NAME.document`, `check.NAME.status_at`, `check.NAME.trust_list`. Each has a salt of its own
   * and may be left out.
   */
  readonly inputs: Readonly<Record<string, ReceiptInput>>;
}

/** What the check of a piece of evidence relied on. */
export interface EvidenceCheck {
  /** Id of the document; null for one that the applicant brought from elsewhere. */
  readonly document: string | null;
  /** Unix seconds of the status list that was looked at; null: none was. */
  readonly statusAt: number | null;
  /** Version of the trust list; null: there was none. */
  readonly trustList: number | null;
}

/** The inputs of a receipt: every fact, what facts come from, every field of the form, and how evidence was checked. */
export function toReceiptInputs(
  { facts: rules }: Pick<RuleSet, "facts">,
  given: Given,
  facts: Facts,
  checks: Readonly<Record<string, EvidenceCheck>>,
): DecisionReceipt["inputs"] {
  const inputs = new Map<string, unknown>();
  for (const [name, value] of Object.entries(facts)) inputs.set(`fact.${name}`, value);
  for (const [name, value] of Object.entries(given.form)) inputs.set(`form.${name}`, value);
  const sources = Object.values(rules).flatMap(sourcesOf);
  for (const [name, evidence] of Object.entries(given.evidence)) {
    if (evidence === undefined) continue;
    inputs.set(`evidence.${name}`, evidence.verdict);
    for (const [claim, value] of Object.entries(evidence.claims)) {
      const source = `evidence.${name}.${claim}`;
      if (sources.includes(source)) inputs.set(source, value);
    }
  }
  for (const [name, { document, statusAt, trustList }] of Object.entries(checks)) {
    inputs.set(`check.${name}.document`, document);
    inputs.set(`check.${name}.status_at`, statusAt);
    inputs.set(`check.${name}.trust_list`, trustList);
  }
  return Object.fromEntries(
    [...inputs].flatMap(([name, value]) => {
      const input = toInput(value);
      return input === null ? [] : [[name, input] as const];
    }),
  );
}

function toInput(value: unknown): ReceiptInput | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean" || typeof value === "string") return value;
  if (Number.isSafeInteger(value)) return value as number;
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
  // No rule reads it, but it was there.
  return JSON.stringify(value);
}

/** The claims of the document that is the receipt. */
export function toReceiptClaims(receipt: DecisionReceipt): JsonObject {
  const { rules, engine, document, appeals, missing } = receipt;
  return {
    decision: receipt.decision,
    item: receipt.item,
    item_version: receipt.itemVersion,
    rule_version: rules.version,
    rules_document: rules.document,
    rules_sha256: rules.sha256,
    rules_outcome: receipt.rulesOutcome,
    path: receipt.path,
    ...(missing.length === 0 ? {} : { missing }),
    outcome: receipt.outcome,
    decided_by: receipt.decidedBy,
    engine: engine.name,
    engine_version: engine.version,
    at: receipt.at,
    decided_at: receipt.decidedAt,
    time_zone: receipt.timeZone,
    ...(document === null ? {} : { document }),
    ...(appeals === null ? {} : { appeals }),
    inputs: receipt.inputs,
  };
}

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const sha256Pattern = /^[A-Za-z0-9_-]{43}$/;
const namePattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Reads the claims of a receipt, whole or with inputs left out. Throws DecisionError `decision.receipt-malformed`. */
export function readReceiptClaims(claims: JsonObject): DecisionReceipt {
  try {
    return readClaims(new JsonReader(claims));
  } catch (error) {
    const why = (error as Error).message;
    throw new DecisionError("decision.receipt-malformed", `not a decision receipt: ${why}`, {
      why,
    });
  }
}

function readClaims(json: JsonReader): DecisionReceipt {
  const names = (name: string) =>
    json
      .member(name)
      .array(limits.decisionRowsMax)
      .map((each) => each.string());
  const uuid = (name: string) => json.member(name).string(uuidPattern);
  const optionalUuid = (name: string) =>
    json.member(name).optional((each) => each.string(uuidPattern));
  const text = (name: string) => json.member(name).string(undefined, limits.nameCharactersMax);
  return {
    decision: uuid("decision"),
    item: json.member("item").string(namePattern),
    itemVersion: json.member("item_version").integer(1),
    rules: {
      version: json.member("rule_version").integer(1),
      document: uuid("rules_document"),
      sha256: json.member("rules_sha256").string(sha256Pattern),
    },
    rulesOutcome: json.member("rules_outcome").oneOf(reviewOutcomes),
    path: names("path"),
    missing: json.member("missing").value === undefined ? [] : names("missing"),
    outcome: json.member("outcome").oneOf(reviewOutcomes),
    decidedBy: json.member("decided_by").oneOf(["rules", "person"]),
    engine: { name: text("engine"), version: text("engine_version") },
    at: json.member("at").integer(),
    decidedAt: json.member("decided_at").integer(),
    timeZone: text("time_zone"),
    document: optionalUuid("document"),
    appeals: optionalUuid("appeals"),
    inputs: json.member("inputs").value === undefined ? {} : readInputs(json.member("inputs")),
  };
}

function readInputs(json: JsonReader): Record<string, ReceiptInput> {
  const names = Object.keys(json.anyObject());
  return Object.fromEntries(names.map((name) => [name, readInput(json.member(name))] as const));
}

function readInput(json: JsonReader): ReceiptInput {
  if (Array.isArray(json.value))
    return json.array(limits.claimItemsMax).map((item) => item.string());
  const fits = typeof json.value === "string" || typeof json.value === "boolean";
  return fits ? (json.value as Fact) : json.integer(Number.MIN_SAFE_INTEGER);
}
