import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { PgSession } from "../../../../services/ledger/journal/PgSession.ts";
import { Database } from "../../../../services/platform/database/Database.ts";
import { connectPrimary } from "../../../../services/platform/database/servers/connectPrimary.ts";
import { Timelines, timelines } from "../../../../services/platform/database/servers/Timelines.ts";
import { silentLogger } from "../../../../services/platform/Logger.ts";
import { ask, DatabasePair } from "../../../program/DatabasePair.ts";

const unavailable = { code: "database.unavailable" };
const folder = mkdtempSync(join(tmpdir(), "sello-timelines-"));
const file = join(folder, "timelines.json");

let pair: DatabasePair;
let database: Database;

before(async () => {
  timelines.keepIn(file);
  pair = await DatabasePair.start();
  database = new Database(pair.url("postgres"));
  await database.query("create table kept (n int primary key)");
});
after(async () => {
  await database?.close();
  await pair?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const insert = (n: number) => database.query("insert into kept values ($1)", [n]);
const rows = async () =>
  (await database.query<{ n: number }>("select n from kept order by n")).rows.map(({ n }) => n);

async function untilInserted(n: number): Promise<void> {
  for (const deadline = performance.now() + 15_000; performance.now() < deadline; await delay(50)) {
    try {
      await insert(n);
      return;
    } catch (error) {
      assert.equal((error as { code?: string }).code, "database.unavailable");
    }
  }
  assert.fail("the database did not come back");
}

test("a standby is read-only: what it refuses is said to be unavailable, and its connection is not used again", async () => {
  const standby = new Database(pair.other.url("postgres"), { connectionsMax: 1 });
  const pid = async () => (await standby.query("select pg_backend_pid() as pid")).rows[0]?.pid;
  const first = await pid();
  await assert.rejects(standby.query("insert into kept values (0)"), unavailable);
  await assert.rejects(
    standby.transaction(async (tx) => tx.query("insert into kept values (0)")),
    unavailable,
  );
  assert.notEqual(await pid(), first);
  await standby.close();
});

test("a session for notifications that a standby refuses keeps no connection of the pool", async () => {
  const standby = new Database(pair.other.url("postgres"));
  const session = new PgSession({ pool: standby.pool, logger: silentLogger });
  session.listen("sello_journalled", () => {});
  await delay(200);
  await session.close();
  const ended = standby.close().then(() => "ended");
  assert.equal(await Promise.race([ended, delay(2_000, "waits", { ref: false })]), "ended");
});

test("while the standby is away, nothing is acknowledged; a statement's time limit does not change that", async () => {
  await pair.other.stop();
  const impatient = new Database(pair.primary.url("postgres"));
  const done = impatient
    .transaction(async (tx) => {
      await tx.query("set local statement_timeout = 200");
      await tx.query("insert into kept values (1)");
    })
    .then(() => "acknowledged");
  assert.equal(await Promise.race([done, delay(1_000, "waits")]), "waits");
  await pair.other.start();
  assert.equal(await done, "acknowledged");
  await impatient.close();
});

test("what a primary had written and told nobody of is not shown after a crash before the standby has it", async () => {
  await pair.other.stop();
  const untold = insert(2);
  untold.catch(() => {});
  const written = () => ask(pair.primary, "select 1 from kept where n = 2");
  await delay(300);
  await pair.killPrimary();
  await assert.rejects(untold, unavailable);
  await pair.primary.start();
  assert.equal((await written()).length, 1);
  await assert.rejects(rows(), unavailable);
  await pair.other.start();
  await untilInserted(3);
  assert.deepEqual(await rows(), [1, 2, 3]);
});

test("when the primary is killed and the standby promoted, all that was acknowledged is there", async () => {
  await insert(4);
  await pair.killPrimary();
  await assert.rejects(rows(), unavailable);
  await pair.promote();
  await untilInserted(5);
  assert.deepEqual(await rows(), [1, 2, 3, 4, 5]);
  assert.deepEqual(Object.values(JSON.parse(readFileSync(file, "utf8"))), [2]);
});

test("the former primary that comes back is not written to: not beside the new one, nor alone", async () => {
  await pair.startFormer();
  await untilInserted(6);
  const late = await connectPrimary(pair.url("postgres"));
  await late.query("insert into kept values (7)");
  await late.end();
  await pair.killPrimary();
  await assert.rejects(insert(8), unavailable);
  // By now it was noticed, and the former one is the only one that answers.
  await delay(500);
  await assert.rejects(insert(9), { ...unavailable, message: /is a primary/ });
  await assert.rejects(connectPrimary(pair.url("postgres")), unavailable);
  const former = await ask<{ n: number }>(pair.other, "select n from kept where n > 5");
  assert.deepEqual(former, []);
  await pair.primary.start();
  await untilInserted(10);
  assert.deepEqual((await rows()).slice(-3), [6, 7, 10]);
});

test("a next start knows from its file what the one before saw", () => {
  const next = new Timelines();
  next.keepIn(file);
  const [system = ""] = Object.keys(JSON.parse(readFileSync(file, "utf8")));
  assert.equal(next.of(system), 2);
  next.note({ system, timeline: 1 });
  assert.equal(next.of(system), 2);
  const damaged = join(folder, "damaged.json");
  writeFileSync(damaged, "{}}");
  assert.throws(() => new Timelines().keepIn(damaged), { code: "data.damaged" });
});

test("a primary that hangs is left for the one that is promoted, and what waited there is cut", async () => {
  await pair.replaceFormer();
  const [hung = 0] = [pair.primaryPid() ?? 0];
  const { rows: held } = await database.query("select pg_backend_pid() as pid");
  const waiting = database.query("select pg_sleep(25)");
  waiting.catch(() => {});
  await delay(200);
  process.kill(hung, "SIGSTOP");
  process.kill(Number(held[0]?.pid), "SIGSTOP");
  await pair.promote();
  await assert.rejects(waiting, unavailable);
  await untilInserted(11);
  process.kill(hung, "SIGCONT");
  process.kill(Number(held[0]?.pid), "SIGCONT");
  assert.deepEqual((await rows()).slice(-2), [10, 11]);
});
