import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { Database } from "../../../../services/platform/database/Database.ts";
import { limits } from "../../../../services/platform/limits.ts";
import { startPostgres } from "../../../support/postgres.ts";
import { emptyResidents, residentScene } from "./ResidentScene.ts";

const startMs = 1_800_000_000_000;

let nowMs: number;
let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let scene: ReturnType<typeof residentScene>;
let account: string;

before(async () => {
  postgres = await startPostgres();
  ({ database } = await postgres.database());
});
after(() => postgres.stop());
beforeEach(async () => {
  nowMs = startMs;
  await emptyResidents(database);
  scene = residentScene(database, { nowMs: () => nowMs });
  const { accounts } = scene.base;
  const made = { idNumber: null, phone: "+8613800138000", language: "zh" } as const;
  account = await database.transaction(async (tx) => (await accounts.create(tx, made, 1)).id);
});

const wait = (seconds: number) => {
  nowMs += seconds * 1_000;
};
const sessions = () => scene.base.sessions;
const start = (of = account) =>
  database.transaction((tx) =>
    sessions().start(tx, { account: of, level: "code", passkey: null, browser: "Firefox 140" }),
  );
const ended = { code: "session.ended", status: 401 };

test("a session is known by its token, of which only the digest is kept", async () => {
  const { session, token } = await start();
  assert.match(token, /^[A-Za-z0-9_-]{43}$/);
  assert.deepEqual(await sessions().authenticate(token), session);
  const { rows } = await database.query("select * from resident_sessions");
  const kept = JSON.stringify(rows);
  assert.ok(!kept.includes(token) && !kept.includes(session.csrfToken));
  await assert.rejects(sessions().authenticate(token.slice(1).concat("A")), ended);
});

test("it ends when it is not used, and in any case after its time", async () => {
  const { token } = await start();
  wait(limits.residentIdleSeconds - 1);
  await sessions().authenticate(token);
  wait(limits.residentIdleSeconds);
  await assert.rejects(sessions().authenticate(token), ended);
  const used = await start();
  for (let left = limits.sessionSeconds; left > 0; left -= 1_200) {
    await sessions().authenticate(used.token);
    wait(1_200);
  }
  await assert.rejects(sessions().authenticate(used.token), ended);
});

test("there are ten of one account at most: the oldest ends", async () => {
  const started = [];
  for (let count = 0; count <= limits.sessionsPerAccount; count += 1) {
    started.push(await start());
    wait(1);
  }
  await assert.rejects(sessions().authenticate(started[0]?.token ?? ""), ended);
  await sessions().authenticate(started[1]?.token ?? "");
  const [newest] = await sessions().list({ account });
  assert.equal(newest?.id, started.at(-1)?.session.id);
});

test("one is ended by its owner alone; all are ended at once, and each leaves a line", async () => {
  const [one, two] = [await start(), await start()];
  const other = await scene.signInByPhone("+8613900139000");
  await assert.rejects(sessions().end(other.session, one.session.id), { code: "session.unknown" });
  await sessions().end(two.session, one.session.id);
  await assert.rejects(sessions().authenticate(one.token), ended);
  await sessions().endAll(two.session);
  await assert.rejects(sessions().authenticate(two.token), ended);
  await sessions().authenticate(other.token);
  const { rows } = await database.query(
    "select action, count(*)::int as lines from audit_events where actor = $1 group by action order by action",
    [`resident:${account}`],
  );
  assert.deepEqual(rows, [
    { action: "session.end", lines: 2 },
    { action: "session.start", lines: 2 },
  ]);
});

test("accounts that were never joined are forgotten when nobody uses them", async () => {
  const joined = { idNumber: "440300199001010012", phone: null, language: "es" } as const;
  const { accounts } = scene.base;
  const now = startMs / 1_000;
  const kept = await database.transaction((tx) => accounts.create(tx, joined, 1));
  await accounts.forget(now - limits.residentUnjoinedKeptSeconds);
  assert.equal(await accounts.byId(account), null);
  assert.deepEqual(await accounts.byId(kept.id), kept);
});
