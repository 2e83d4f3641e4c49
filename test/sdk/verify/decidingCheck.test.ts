import assert from "node:assert/strict";
import { test } from "node:test";
import { type Check, decidingCheck, type Verdict } from "@sello/sdk";

const text = { zh: "x", es: "x", en: "x" };
const check = (id: Check["id"], outcome: Check["outcome"]): Check => ({
  id,
  outcome,
  code: `${id}.ok` as Check["code"],
  text,
});
const verdict = (
  outcome: Verdict["outcome"],
  checks: readonly Check[],
  allowedUnknown: Verdict["allowedUnknown"] = [],
): Verdict => ({ outcome, text, checks, allowedUnknown, asOf: { verifiedAt: 0 } });

test("what failed decides, not what stayed unknown before it", () => {
  const checks = [check("in-log", "unknown"), check("status", "failed"), check("claims", "failed")];
  assert.equal(decidingCheck(verdict("invalid", checks))?.id, "status");
});

test("an unknown that the policy allows does not decide", () => {
  const checks = [check("in-log", "unknown"), check("status", "unknown")];
  assert.equal(decidingCheck(verdict("unknown", checks, ["in-log"]))?.id, "status");
});

test("a valid document has no reason", () => {
  assert.equal(decidingCheck(verdict("valid", [check("status", "passed")])), null);
});
