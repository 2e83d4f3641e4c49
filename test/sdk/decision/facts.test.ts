import assert from "node:assert/strict";
import { test } from "node:test";
import type { Verdict } from "@sello/sdk";
import { deriveFacts, type FactRule, type Given, toEvidenceVerdict } from "@sello/sdk/decision";

const title = { zh: "x", es: "x", en: "x" };
type Written<Rule = FactRule> = Rule extends unknown ? Omit<Rule, "title"> : never;
const given: Given = {
  form: { area: 40, share: 1.5, online: true, on: "2026-12-10", district: " 南山区" },
  evidence: {
    id: {
      verdict: "revoked",
      claims: { birth: "2004-02-29", name: "e\u0301", list: ["a", "b"], bad: "2026-02-30" },
    },
    home: { verdict: "valid", claims: { district: "南山区", name: "\u00e9" } },
    forged: { verdict: "invalid", claims: { name: "x" } },
    unread: { verdict: "unknown", claims: { name: "x" } },
  },
  // 2026-11-30 23:30 UTC: the first of December in Shenzhen.
  at: Date.UTC(2026, 10, 30, 23, 30) / 1000,
  timeZone: "Asia/Shanghai",
};

const factOf = (rule: Written, of: Given = given) =>
  deriveFacts({ fact: { ...rule, title } as FactRule }, of).fact;

test("each rule gives what it says", () => {
  const rows: [Written, unknown][] = [
    [{ rule: "value", from: "form.area" }, 40],
    [{ rule: "value", from: "form.online" }, true],
    [{ rule: "days_until", from: "form.on" }, 9],
    [{ rule: "age", from: "evidence.id.birth" }, 22],
    [{ rule: "count", from: "evidence.id.list" }, 2],
    [{ rule: "includes", from: "evidence.id.list", value: "b" }, true],
    [{ rule: "includes", from: "evidence.id.list", value: "c" }, false],
    [{ rule: "same", from: "evidence.home.district", with: "form.district" }, true],
    [{ rule: "same", from: "evidence.home.name", with: "evidence.id.name" }, true],
    [{ rule: "same", from: "evidence.home.name", with: "form.district" }, false],
    [{ rule: "verdict", from: "evidence.id" }, "revoked"],
    [{ rule: "verdict", from: "evidence.forged" }, "invalid"],
    [{ rule: "present", from: "evidence.id" }, true],
    [{ rule: "present", from: "evidence.none" }, false],
    [{ rule: "present", from: "form.none" }, false],
  ];
  for (const [rule, expected] of rows) assert.equal(factOf(rule), expected, JSON.stringify(rule));
});

test("what is absent takes its other value; what proves nothing, or is of another kind, is missing", () => {
  assert.equal(factOf({ rule: "value", from: "form.none", otherwise: 7 }), 7);
  assert.equal(factOf({ rule: "verdict", from: "evidence.none", otherwise: "none" }), "none");
  const missing: Written[] = [
    { rule: "value", from: "form.none" },
    { rule: "value", from: "form.share" },
    { rule: "value", from: "evidence.id.list" },
    { rule: "value", from: "form.constructor" },
    { rule: "value", from: "evidence.forged.name", otherwise: "x" },
    { rule: "value", from: "evidence.unread.name", otherwise: "x" },
    { rule: "verdict", from: "evidence.unread", otherwise: "none" },
    { rule: "verdict", from: "evidence.none" },
    { rule: "age", from: "evidence.id.bad" },
    { rule: "age", from: "form.area" },
    { rule: "days_until", from: "form.district" },
    { rule: "count", from: "form.on" },
    { rule: "includes", from: "form.on", value: "2" },
    { rule: "same", from: "form.none", with: "form.area" },
  ];
  for (const rule of missing) assert.equal(factOf(rule), undefined, JSON.stringify(rule));
});

test("a birthday is full in the city's day; one of 29 February on 1 March", () => {
  const ageAt = (birth: string, year: number, month: number, day: number) =>
    factOf(
      { rule: "age", from: "form.birth" },
      { ...given, form: { birth }, at: Date.UTC(year, month - 1, day, 4) / 1000 },
    );
  assert.deepEqual(
    [29, 30, 31].map((day) => ageAt("1966-12-30", 2026, 12, day)),
    [59, 60, 60],
  );
  assert.equal(ageAt("2004-02-29", 2026, 2, 28), 21);
  assert.equal(ageAt("2004-02-29", 2026, 3, 1), 22);
  assert.equal(ageAt("2030-01-01", 2026, 3, 1), -4);
});

test("a verdict becomes what the evidence is; a broken seal is invalid whatever its status", () => {
  const verdict = (...codes: [string, string, string][]) =>
    ({
      outcome: codes.some(([, outcome]) => outcome === "failed") ? "invalid" : "unknown",
      checks: codes.map(([id, outcome, code]) => ({ id, outcome, code })),
    }) as unknown as Verdict;
  const revoked: [string, string, string] = ["status", "failed", "status.revoked"];
  const expired: [string, string, string] = [
    "validity-period",
    "failed",
    "validity-period.expired",
  ];
  const rows: [Verdict, string][] = [
    [{ outcome: "valid", checks: [] } as unknown as Verdict, "valid"],
    [verdict(["status", "unknown", "status.missing"]), "unknown"],
    [verdict(revoked), "revoked"],
    [verdict(["status", "failed", "status.suspended"]), "suspended"],
    [verdict(expired, revoked), "revoked"],
    [verdict(expired, ["status", "unknown", "status.missing"]), "expired"],
    [verdict(expired, ["in-log", "unknown", "in-log.no-proof"]), "unknown"],
    [verdict(revoked, ["signature", "failed", "signature.wrong"]), "invalid"],
  ];
  for (const [given, expected] of rows) assert.equal(toEvidenceVerdict(given), expected);
  assert.equal(toEvidenceVerdict(verdict(revoked), true), "superseded");
});
