import assert from "node:assert/strict";
import { test } from "node:test";
import type { Verdict } from "@sello/sdk";
import { judgeHead } from "../../cli/judgeHead.ts";

const hash = "ab".repeat(32);
/** What is in it the verifier here does not read. */
const head = { file: "{}", type: "audit-head", claims: { position: 41, hash } } as const;

type Parts = {
  readonly outcome?: Verdict["outcome"];
  readonly kind?: string;
  readonly vct?: string;
  readonly claims?: object;
};

/** A verifier that has found this. */
const finding = ({
  outcome = "valid",
  kind = "city",
  vct = "https://sello.test/types/audit-head/1",
  claims = { day: "2026-11-29", position: 41, hash },
}: Parts = {}) => ({
  asked: [] as unknown[],
  async verify(_: unknown, options: unknown) {
    this.asked.push(options);
    const document = { issuer: { kind }, type: { vct }, claims };
    const text = { zh: "x", es: "x", en: "x" };
    return { verdict: { outcome, text, document }, trustList: null, stale: [] } as never;
  },
});

test("a head that is the city's and says what the lines give is good, its status known or not", async () => {
  const verifier = finding();
  assert.deepEqual(await judgeHead(verifier, head, true), { isGood: true });
  assert.deepEqual(verifier.asked, [{ policy: { mayBeUnknown: ["status"] }, offline: true }]);
});

test("any other is not: not valid, not the city's, of another type, with another hash or place", async () => {
  for (const parts of [
    { outcome: "invalid" },
    { outcome: "unknown" },
    { kind: "department" },
    { vct: "https://sello.test/types/sealed-file/2" },
    { claims: { position: 41, hash: "cd".repeat(32) } },
    { claims: { position: 40, hash } },
    { claims: {} },
  ] as const)
    assert.equal((await judgeHead(finding(parts), head, true)).isGood, false);
});
