import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { freePorts } from "../../scripts/kill-harness/freePorts.ts";
import { type KillReport, killRun } from "../../scripts/kill-harness/killRun.ts";
import { Promotion } from "../../scripts/kill-harness/Promotion.ts";
import { Sello } from "../../scripts/kill-harness/Sello.ts";
import { schedule } from "../../scripts/kill-harness/schedule.ts";

/** One whose nine kills are of eight kinds. The long run is `node scripts/kill-harness/main.ts`. */
const seed = 1_607;
const killCount = 9;
const kinds = ["api", "backend", "chain", "database", "importer", "office", "service", "witnesses"];

/** The primary, a backend, the main process, the standby: the promotion comes after two. */
const seedOfPromotion = 4_973;

let sello: Sello;
before(async () => {
  sello = new Sello(await freePorts());
});
after(async () => {
  await sello.stop();
  sello.dispose();
});

test("the same seed kills the same parts after the same delays", () => {
  const kills = schedule(seed, killCount);
  assert.deepEqual(schedule(seed, 200).slice(0, killCount), kills);
  assert.deepEqual([...new Set(kills.map(({ kind }) => kind))].sort(), kinds);
  assert.notDeepEqual(schedule(seed + 1, killCount), kills);
});

test("killed part by part under load, and while it moves to another chain, the program loses nothing, doubles nothing, and is whole", async () => {
  const report: KillReport = await killRun({
    sello,
    seed,
    kills: killCount,
    rowsMax: 100,
    applicants: 3,
    migrate: "other-chain",
  });
  assert.deepEqual(report.violations, []);
  assert.deepEqual(Object.keys(report.kills).sort(), kinds);
  const { documents, proofsVerified, lost, doubled, quorum, logs, killsInMigration } =
    report.figures;
  const { decided, decidedTwice, lostApplications } = report.figures;
  assert.ok(decided && decided > 0);
  assert.deepEqual([decidedTwice, lostApplications], [0, 0]);
  assert.equal(logs, 2);
  assert.ok(killsInMigration && killsInMigration > 0);
  assert.ok(documents && documents > 0);
  assert.equal(proofsVerified, documents);
  assert.deepEqual([lost, doubled, quorum], [0, 0, 8]);
});

test("killed part by part on a database whose standby is promoted meanwhile, it loses and doubles nothing either", async (t) => {
  const promotion = await Promotion.prepare();
  const outside = new Sello(await freePorts(), promotion.url);
  try {
    const seed = seedOfPromotion;
    const report = await killRun({
      sello: outside,
      seed,
      kills: 4,
      rowsMax: 100,
      applicants: 0,
      promotion,
    });
    assert.deepEqual(report.violations, []);
    assert.deepEqual(report.kills, { database: 1, backend: 1, service: 1, standby: 1 });
    assert.equal(report.figures.proofsVerified, report.figures.documents);
    t.diagnostic(`first document ${report.figures.outageMs} ms after the kill of the primary`);
  } finally {
    await outside.stop();
    await promotion.dispose();
    outside.dispose();
  }
});
