import assert from "node:assert/strict";
import { test } from "node:test";
import type { ReadinessPart } from "@sello/api";
import type { LedgerHealth } from "../../../services/ledger/Ledger.ts";
import { Readiness } from "../../../services/operations/Readiness.ts";
import { Unavailable } from "../../../services/platform/errors.ts";
import { limits } from "../../../services/platform/limits.ts";

const healthy: LedgerHealth = {
  reachable: true,
  blockNumber: 7n,
  indexerLagBlocks: 0n,
  oldestUnminedMs: null,
  contradiction: null,
};

type Parts = ConstructorParameters<typeof Readiness>[0];
const database = { query: async () => ({ rows: [], rowCount: 0 }) } as Parts["database"];
const anchoring = (part: Partial<Parts["anchoring"]> = {}): Parts["anchoring"] => ({
  oldestPending: async () => ({ pendingMs: 12.4, heldMs: null }),
  unprovenMs: async () => 34.6,
  contradictions: async () => [],
  ...part,
});

const check = (part: Partial<Parts> & { health?: Partial<LedgerHealth> } = {}) => {
  const { health, ...parts } = part;
  return new Readiness({
    database,
    ledger: { health: async () => ({ ...healthy, ...health }) },
    anchoring: anchoring(),
    renewals: { keyRenewals: async () => [] },
    trustLists: { report: async () => ({ leftOut: [], failure: null, offices: [] }) },
    audit: { state: async () => ({ brokenAt: null, waitingMs: null }) },
    timeoutMs: 50,
    ...parts,
  }).check();
};

const never = () => new Promise<never>(() => {});

test("all is well: ready, with what was measured", async () => {
  const { ready, parts } = await check();
  assert.equal(ready, true);
  assert.ok(Object.values(parts).every(({ state }) => state === "green"));
  assert.equal(parts.chain.measured.blockNumber, 7);
  assert.deepEqual(parts.documents.measured, {
    oldestPendingMs: 12,
    oldestHeldMs: null,
    keyRenewalsPending: 0,
    keyRenewalsFailed: 0,
  });
  assert.deepEqual(parts.log.measured, { oldestUnprovenMs: 35 });
});

test("what must not go on makes it red: not ready", async () => {
  const gone = new Unavailable("database.unavailable", "away");
  const cases: [ReadinessPart, Parameters<typeof check>[0]][] = [
    ["database", { database: { query: () => Promise.reject(gone) } }],
    ["database", { database: { query: never } }],
    ["audit", { audit: { state: async () => ({ brokenAt: 7n, waitingMs: null }) } }],
    ["consistency", { health: { contradiction: "block 5 differs" } }],
    ["log", { anchoring: anchoring({ contradictions: async () => ["root of size 3 differs"] }) }],
  ];
  for (const [part, situation] of cases) {
    const { ready, parts } = await check(situation);
    assert.equal(ready, false, part);
    assert.equal(parts[part].state, "red", part);
    assert.ok(parts[part].problem, part);
  }
});

test("what issuing can go on without is amber: ready still", async () => {
  const oldest = (pendingMs: number) =>
    anchoring({ oldestPending: async () => ({ pendingMs, heldMs: null }) });
  const cases: [ReadinessPart, Parameters<typeof check>[0]][] = [
    ["chain", { health: { reachable: false, indexerLagBlocks: null } }],
    ["chain", { ledger: { health: never } }],
    ["indexer", { health: { indexerLagBlocks: BigInt(limits.indexerLagBlocks + 1) } }],
    ["transactions", { health: { oldestUnminedMs: limits.unminedAgeMs + 1 } }],
    ["documents", { anchoring: oldest(limits.pendingAgeMs + 1) }],
    ["documents", { anchoring: anchoring({ oldestPending: never }) }],
    ["log", { anchoring: anchoring({ unprovenMs: async () => limits.unprovenAgeMs + 1 }) }],
    ["log", { anchoring: anchoring({ unprovenMs: never }) }],
  ];
  for (const [part, situation] of cases) {
    const { ready, parts } = await check(situation);
    assert.equal(ready, true, part);
    assert.equal(parts[part].state, "amber", part);
  }
});

test("what the trust list leaves out, or that it is old, is amber, never red", async () => {
  const fault = { code: "issuer.origin", authority: "0xab" };
  const leftOut = Array.from({ length: 7 }, () => fault);
  const cases: [Awaited<ReturnType<Parts["trustLists"]["report"]>>, RegExp, number][] = [
    [{ leftOut: [fault], failure: null, offices: [] }, /leaves out: issuer\.origin of 0xab$/, 1],
    [{ leftOut, failure: null, offices: [] }, /and 2 more$/, 7],
    [{ leftOut: [], failure: "trust_list.too_large", offices: [] }, /trust_list\.too_large/, 0],
    [
      { leftOut: [], failure: null, offices: [{ office: "audit", code: "trust_list.other_root" }] },
      /office audit does not sign \(trust_list\.other_root\)/,
      0,
    ],
  ];
  for (const [report, problem, count] of cases) {
    const { ready, parts } = await check({ trustLists: { report: async () => report } });
    assert.equal(ready, true);
    assert.equal(parts.trustList.state, "amber");
    assert.match(parts.trustList.problem ?? "", problem);
    assert.equal(parts.trustList.measured.leftOut, count);
  }
});

test("documents that are held by right are no reason to worry", async () => {
  const held = { pendingMs: null, heldMs: limits.pendingAgeMs * 10 };
  const { parts } = await check({ anchoring: anchoring({ oldestPending: async () => held }) });
  assert.equal(parts.documents.state, "green");
});

test("documents that wait to be issued again are counted; those that somebody has to change are amber", async () => {
  const waiting = [
    { state: "done", reason: "", documents: 9 },
    { state: "pending", reason: "", documents: 2 },
    { state: "pending", reason: "document.suspended", documents: 1 },
  ] as const;
  const failed = { state: "failed", reason: "claims.invalid", documents: 4 } as const;
  const after = async (all: typeof waiting | readonly [...typeof waiting, typeof failed]) =>
    (await check({ renewals: { keyRenewals: async () => all } })).parts.documents;
  const green = await after(waiting);
  assert.deepEqual([green.state, green.measured.keyRenewalsPending], ["green", 3]);
  const amber = await after([...waiting, failed]);
  assert.deepEqual([amber.state, amber.measured.keyRenewalsFailed], ["amber", 4]);
  assert.match(amber.problem ?? "", /4 for claims\.invalid/);
});
