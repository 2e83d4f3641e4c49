import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { limits } from "../../../../services/platform/limits.ts";
import { fakeMetrics, figures, readinessReport } from "./fakeFigures.ts";

/** Value of a sample by its name and labels, as the exposition writes them; undefined: not there. */
const sample = (text: string, name: string): number | undefined => {
  const line = text.split("\n").find((each) => each.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length + 1));
};

/** A look after the last one's age, so that the figures are read again. */
async function lookAgain(metrics: ReturnType<typeof fakeMetrics>["metrics"]): Promise<string> {
  const now = performance.now();
  const clock = mock.method(performance, "now", () => now + limits.metricsAgeMs);
  try {
    return await metrics.expose();
  } finally {
    clock.mock.restore();
  }
}

test("shows how the deployment stands", async () => {
  const text = await fakeMetrics().metrics.expose();
  const expected: [string, number | undefined][] = [
    ['sello_documents_issued_total{document_type="resident-id"}', 100],
    ['sello_documents_issued_total{document_type="library-card"}', 1],
    ['sello_documents{state="waiting"}', 6],
    ['sello_documents{state="under_way"}', 10],
    ['sello_documents{state="refused"}', 4],
    ['sello_documents{state="anchored"}', 81],
    ["sello_log_entries", 5],
    ["sello_log_proven_entries", 3],
    ["sello_log_unproven_age_seconds", 12.5],
    ["sello_checkpoint_size", 4],
    ["sello_checkpoint_age_seconds", 3],
    ["sello_checkpoint_cosignatures", 9],
    ["sello_checkpoint_post_quantum_cosignatures", 7],
    ["sello_witnesses", 12],
    ["sello_witness_quorum", 8],
    ['sello_status_acts_open{state="requested"}', 2],
    ["sello_status_acts_oldest_age_seconds", 7],
    ['sello_import_rows_total{outcome="rejected"}', 3],
    ['sello_imports_open{state="paused"}', 1],
    ['sello_key_renewals{state="pending",reason=""}', 1],
    ['sello_key_renewals{state="failed",reason="claims.invalid"}', 2],
    ['sello_key_renewals{state="done",reason=""}', 0],
    ["sello_trust_list_seconds_left", 86_400],
    ["sello_pending_age_seconds", 1.5],
    ["sello_held_age_seconds", 0],
    ["sello_chain_block_number", 77],
    ["sello_indexer_lag_blocks", 2],
    ["sello_unmined_age_seconds", 0],
    ["sello_ready", 1],
    ["sello_figures_known", 1],
  ];
  for (const [name, value] of expected) assert.equal(sample(text, name), value, name);
  assert.ok((sample(text, "process_resident_memory_bytes") ?? 0) > 1e6);
});

test("what is not known is not shown as well", async () => {
  const { metrics, world } = fakeMetrics();
  await metrics.expose();
  world.figures = { ...figures, checkpoint: null, trustListSecondsLeft: null };
  const unknown = { state: "amber", problem: "not known", measured: {} } as const;
  world.readiness = readinessReport({ indexer: unknown, documents: unknown });
  const text = await lookAgain(metrics);
  for (const name of [
    "sello_checkpoint_age_seconds",
    "sello_trust_list_seconds_left",
    "sello_indexer_lag_blocks",
    "sello_pending_age_seconds",
  ])
    assert.equal(sample(text, name), undefined, name);
  assert.equal(sample(text, 'sello_part_state{part="indexer"}'), 1);
});

test("without a database it still answers, and says that the figures are old", async () => {
  const { metrics, world } = fakeMetrics();
  world.figures = null;
  world.readiness = readinessReport({ database: { state: "red", problem: "away", measured: {} } });
  const text = await metrics.expose();
  assert.equal(sample(text, "sello_figures_known"), 0);
  assert.equal(sample(text, "sello_ready"), 0);
  assert.equal(sample(text, 'sello_part_state{part="database"}'), 2);
});

test("counts each batch once, and none from before it began to look", async () => {
  const { metrics, world } = fakeMetrics();
  const batch = (logIndex: number, documents: number) => ({
    logIndex,
    documents,
    waitedSeconds: 0.4,
    anchoringSeconds: 1.2,
  });
  world.batches = [batch(3, 1_000)];
  await metrics.expose();
  world.batches = [batch(3, 1_000), batch(5, 7), batch(8, 3)];
  world.figures = { ...figures, logEntries: 9 };
  await lookAgain(metrics);
  const text = await lookAgain(metrics);
  assert.equal(sample(text, "sello_batch_documents_count"), 2);
  assert.equal(sample(text, "sello_batch_documents_sum"), 10);
  assert.equal(sample(text, 'sello_batch_wait_seconds_bucket{le="0.5"}'), 2);
  assert.equal(sample(text, 'sello_anchoring_duration_seconds_bucket{le="1"}'), 0);
  assert.equal(sample(text, 'sello_anchoring_duration_seconds_bucket{le="1.5"}'), 2);
});

test("reads once for all who ask at once", async () => {
  const { metrics, world } = fakeMetrics();
  await Promise.all(Array.from({ length: 50 }, () => metrics.expose()));
  assert.equal(world.reads, 1);
});

test("counts verdicts, and those that failed not at all", async () => {
  const { metrics } = fakeMetrics();
  const verify = metrics.watchVerdicts(async (outcome: "valid" | "invalid" | "fault") => {
    if (outcome === "fault") throw new Error("a fault");
    return { outcome };
  });
  await Promise.all([verify("valid"), verify("valid"), verify("invalid")]);
  await assert.rejects(verify("fault"));
  const text = await metrics.expose();
  assert.equal(sample(text, 'sello_verdicts_total{outcome="valid"}'), 2);
  assert.equal(sample(text, 'sello_verdicts_total{outcome="invalid"}'), 1);
  assert.equal(sample(text, 'sello_verdicts_total{outcome="unknown"}'), 0);
});

test("strange methods do not make labels", async () => {
  const { metrics } = fakeMetrics();
  for (const method of ["GET", "PROPFIND", "MKCOL"])
    metrics.observeRequest({ method, route: "/v1/verify", status: 405, durationMs: 3 });
  const text = await metrics.expose();
  const name = (method: string) =>
    `sello_http_requests_total{method="${method}",route="/v1/verify",status="405"}`;
  assert.equal(sample(text, name("GET")), 1);
  assert.equal(sample(text, name("other")), 2);
  assert.ok(!text.includes("PROPFIND"));
});
