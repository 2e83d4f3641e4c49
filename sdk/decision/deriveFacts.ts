import type { JsonObject } from "../encoding/json.ts";
import { toCityDate } from "../text/cityTime.ts";
import type { Fact } from "./cells.ts";
import type { FactRule } from "./FactRule.ts";

/**
 * What the check of a piece of evidence gave. `superseded`: a newer revision took its place. `invalid`: nothing that it says is
 * shown to be true. `unknown`: it could not be checked.
 */
export const evidenceVerdicts = [
  "valid",
  "expired",
  "not-yet",
  "suspended",
  "revoked",
  "superseded",
  "invalid",
  "unknown",
] as const;

export type EvidenceVerdict = (typeof evidenceVerdicts)[number];

export interface GivenEvidence {
  readonly verdict: EvidenceVerdict;
  /** What it says; only the claims that the item asks for. */
  readonly claims: JsonObject;
}

/** What was handed in with an application, and when. */
export interface Given {
  /** By the names of the form's fields; what was not filled in is absent. */
  readonly form: JsonObject;
  /** By the names of the item's evidence; what was not given is absent. */
  readonly evidence: Readonly<Record<string, GivenEvidence | undefined>>;
  /** Unix seconds. */
  readonly at: number;
  /** IANA name of the time zone in which days are counted. */
  readonly timeZone: string;
}

/** A source's value; `absent`: it was not handed in; `unreadable`: what was handed in proves nothing. */
export type Found = { readonly value: unknown } | "absent" | "unreadable";

/** Facts by their names; what is missing is not in it. Total for every rule that was read and everything that is given. */
export function deriveFacts(
  rules: Readonly<Record<string, FactRule>>,
  given: Given,
): Readonly<Record<string, Fact>> {
  const today = toCityDate(given.at, given.timeZone);
  const facts: Record<string, Fact> = {};
  for (const [name, rule] of Object.entries(rules)) {
    const fact = deriveFact(rule, (source) => findGiven(given, source), today);
    if (fact !== undefined) facts[name] = fact;
  }
  return facts;
}

/** One fact by its rule. @param today `YYYY-MM-DD` */
export function deriveFact(
  rule: FactRule,
  find: (source: string) => Found,
  today: string,
): Fact | undefined {
  const found = find(rule.from);
  if (rule.rule === "present") return found !== "absent";
  const other = rule.rule === "same" ? find(rule.with) : null;
  if (found === "absent" || other === "absent") {
    if (rule.otherwise !== undefined) return rule.otherwise;
    return undefined;
  }
  if (found === "unreadable" || other === "unreadable") return undefined;
  return toFact(rule, found.value, other?.value, today);
}

function toFact(rule: FactRule, value: unknown, other: unknown, today: string): Fact | undefined {
  switch (rule.rule) {
    case "value":
      return asFact(value);
    case "verdict":
      // What could not be checked says nothing against anybody.
      return value === "unknown" ? undefined : asFact(value);
    case "age":
      return toAge(value, today);
    case "days_until":
      return toDaysUntil(value, today);
    case "count":
      return Array.isArray(value) ? value.length : undefined;
    case "includes":
      return Array.isArray(value) ? value.includes(rule.value) : undefined;
    case "same":
      return areSame(value, other);
    case "present":
      return true;
  }
}

function asFact(value: unknown): Fact | undefined {
  if (typeof value === "number") return Number.isSafeInteger(value) ? value : undefined;
  return typeof value === "string" || typeof value === "boolean" ? value : undefined;
}

function areSame(one: unknown, other: unknown): boolean | undefined {
  const [a, b] = [asFact(one), asFact(other)];
  if (a === undefined || b === undefined) return undefined;
  const plain = (fact: Fact) => (typeof fact === "string" ? fact.normalize("NFC").trim() : fact);
  return plain(a) === plain(b);
}

function toAge(value: unknown, today: string): number | undefined {
  if (dayNumber(value) === null || dayNumber(today) === null) return undefined;
  const birth = value as string;
  const years = Number(today.slice(0, 4)) - Number(birth.slice(0, 4));
  return birth.slice(5) <= today.slice(5) ? years : years - 1;
}

function toDaysUntil(value: unknown, today: string): number | undefined {
  const [day, now] = [dayNumber(value), dayNumber(today)];
  return day === null || now === null ? undefined : day - now;
}

/** Days since 1970 of a date `YYYY-MM-DD`; null for what the calendar does not have. */
function dayNumber(value: unknown): number | null {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return null;
  const ms = Date.parse(`${value}T00:00:00Z`);
  // Date.parse takes 30 February for 1 March.
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== value) return null;
  return ms / 86_400_000;
}

/** What was handed in, by the name of its source. */
export function findGiven(given: Given, source: string): Found {
  const [kind, name = "", claim] = source.split(".");
  if (kind === "form") return memberOf(given.form, name);
  const evidence = Object.hasOwn(given.evidence, name) ? given.evidence[name] : undefined;
  if (evidence === undefined) return "absent";
  if (claim === undefined) return { value: evidence.verdict };
  // What is revoked, suspended or over is genuine still, and a row decides what that means. This is not.
  if (evidence.verdict === "invalid" || evidence.verdict === "unknown") return "unreadable";
  return memberOf(evidence.claims, claim);
}

function memberOf(object: JsonObject, name: string): Found {
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  return value === undefined || value === null ? "absent" : { value };
}
