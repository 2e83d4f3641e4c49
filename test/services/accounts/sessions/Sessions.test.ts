import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { Hex } from "@sello/sdk";
import { PgSessionStore } from "../../../../services/accounts/sessions/PgSessionStore.ts";
import { Sessions } from "../../../../services/accounts/sessions/Sessions.ts";
import { PgAuditLog } from "../../../../services/audit/PgAuditLog.ts";
import { toCallerId } from "../../../../services/http/Caller.ts";
import type { Database } from "../../../../services/platform/database/Database.ts";
import { limits } from "../../../../services/platform/limits.ts";
import { startPostgres } from "../../../support/postgres.ts";
import { idOf, Officers, offices } from "./Officers.ts";

const startMs = 1_800_000_000_000;
const account: Hex = `0x${"ab".repeat(20)}`;
const other: Hex = `0x${"cd".repeat(20)}`;

let nowMs: number;
let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let registry: Officers;
let sessions: Sessions;

before(async () => {
  postgres = await startPostgres();
  ({ database } = await postgres.database());
});
after(() => postgres.stop());
beforeEach(async () => {
  nowMs = startMs;
  await database.query("delete from sessions");
  await database.query("delete from officer_visits");
  registry = new Officers();
  registry.set(offices.housing, account, 6);
  sessions = new Sessions({
    store: new PgSessionStore(database),
    registry,
    standings: { at: async () => [] },
    audit: new PgAuditLog(database),
    clock: { nowMs: () => nowMs },
  });
});

const start = (of = account) => sessions.start(of, "Firefox 140, Linux");
const wait = (seconds: number) => {
  nowMs += seconds * 1_000;
};
const ended = { code: "session.ended", status: 401 };

test("a session is known by its token, of which only the digest is kept", async () => {
  const { session, token } = await start();
  assert.match(token, /^[A-Za-z0-9_-]{43}$/);
  assert.deepEqual(await sessions.authenticate(token), session);
  const { rows } = await database.query("select * from sessions");
  const kept = JSON.stringify(rows);
  assert.ok(!kept.includes(token) && !kept.includes(session.csrfToken));
  await assert.rejects(sessions.authenticate(token.slice(1).concat("A")), ended);
});

test("a session ends when it is not used, and in any case after its time", async () => {
  const idle = await start();
  wait(limits.sessionIdleSeconds - 1);
  await sessions.authenticate(idle.token);
  wait(limits.sessionIdleSeconds - 1);
  await sessions.authenticate(idle.token);
  wait(limits.sessionIdleSeconds);
  await assert.rejects(sessions.authenticate(idle.token), ended);

  const busy = await start();
  for (let used = 600; used < limits.sessionSeconds; used += 600) {
    wait(600);
    await sessions.authenticate(busy.token);
  }
  wait(600);
  await assert.rejects(sessions.authenticate(busy.token), ended);
});

test("its use is noted at most once a minute", async () => {
  const { token } = await start();
  wait(limits.sessionUseNotedSeconds - 1);
  assert.equal((await sessions.authenticate(token)).lastUsedAt, startMs / 1000);
  wait(1);
  assert.equal((await sessions.authenticate(token)).lastUsedAt, startMs / 1000 + 60);
  const [found] = await sessions.list({ account });
  assert.equal(found?.lastUsedAt, startMs / 1000 + 60);
});

test("a session says when the account was last signed in before it, and that does not move", async () => {
  const beforeOf = ({ session: { id } }: Awaited<ReturnType<typeof start>>) =>
    sessions.before({
      ...{ kind: "officer", account, sessionId: id },
      ...{ authority: idOf(offices.housing), actions: [] },
    });
  const first = await start();
  assert.equal(await beforeOf(first), null);
  wait(600);
  await sessions.authenticate(first.token);
  await sessions.endAll(first.session);
  wait(7_200);
  await start(other);
  const second = await start();
  assert.equal(await beforeOf(second), startMs / 1000 + 600);
  wait(600);
  await sessions.authenticate(second.token);
  assert.equal(await beforeOf(second), startMs / 1000 + 600);
  const third = await start();
  assert.equal(await beforeOf(third), startMs / 1000 + 600 + 7_200 + 600);
  assert.equal(await beforeOf(second), startMs / 1000 + 600);
});

test("every sign-in is a new session; of too many, the oldest end", async () => {
  const first = await start();
  wait(1);
  const more = [];
  for (let count = 0; count < limits.sessionsPerAccount; count += 1) more.push(await start());
  await assert.rejects(sessions.authenticate(first.token), ended);
  const ids = new Set(more.map(({ session }) => session.id));
  assert.equal(ids.size, limits.sessionsPerAccount);
  for (const { token } of more) assert.equal((await sessions.authenticate(token)).account, account);
});

test("one is ended, or all, and nobody's but the officer's own", async () => {
  const [one, two, stranger] = [await start(), await start(), await start(other)];
  await assert.rejects(sessions.end(one.session, stranger.session.id), {
    code: "session.unknown",
  });
  await sessions.end(one.session, two.session.id);
  await assert.rejects(sessions.authenticate(two.token), ended);
  await assert.rejects(sessions.end(one.session, two.session.id), { code: "session.unknown" });
  await start();
  await sessions.endAll(one.session);
  assert.deepEqual(await sessions.list({ account }), []);
  assert.equal((await sessions.authenticate(stranger.token)).account, other);
});

test("rights are what the chain says now, at the authority named", async () => {
  const { session } = await start();
  const caller = await sessions.act(session, offices.housing, "issue");
  assert.deepEqual(caller, {
    kind: "officer",
    account,
    sessionId: session.id,
    authority: idOf(offices.housing),
    actions: ["issue", "import", "read", "revoke"],
  });
  const refused = { code: "session.rights", status: 403 };
  for (const action of ["administer", "export"] as const)
    await assert.rejects(sessions.act(session, offices.housing, action), refused);
  await assert.rejects(sessions.act(session, offices.police, "read"), refused);
  await assert.rejects(sessions.act(session, "nowhere", "read"), refused);
  assert.equal(await sessions.goesOn(caller, "issue"), true);

  registry.set(offices.housing, account, 4);
  await assert.rejects(sessions.act(session, offices.housing, "issue"), refused);
  assert.equal(await sessions.goesOn(caller, "issue"), false);
  assert.equal(await sessions.goesOn(caller, "revoke"), true);
  registry.set(offices.housing, account, 0);
  await assert.rejects(sessions.act(session, offices.housing, "read"), refused);
});

test("what is open in a session's name goes on only as long as the session", async () => {
  const { session } = await start();
  const caller = await sessions.act(session, offices.housing, "import");
  wait(limits.sessionIdleSeconds - 1);
  assert.equal(await sessions.goesOn(caller, "import"), true);
  wait(1);
  assert.equal(await sessions.goesOn(caller, "import"), false, "asking was no use of it");
});

test("an officer is one caller in every session, and another than everybody else", async () => {
  registry.set(offices.housing, other, 2);
  const ids = new Set<string>();
  for (const each of [account, account, other]) {
    const { session } = await start(each);
    ids.add(toCallerId(await sessions.act(session, offices.housing, "issue")));
  }
  assert.equal(ids.size, 2);
  for (const id of ids)
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("beginning and ending leave lines that name the officer and the session", async () => {
  const { session } = await start();
  await sessions.end(session, session.id);
  const { rows } = await database.query(
    "select actor, action from audit_events where subject = $1 order by id",
    [`session:${session.id}`],
  );
  assert.deepEqual(rows, [
    { actor: `officer:${account}`, action: "session.start" },
    { actor: `officer:${account}`, action: "session.end" },
  ]);
});
