import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { AuditChain } from "../../../services/audit/AuditChain.ts";
import { PgAuditLog } from "../../../services/audit/PgAuditLog.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { silentLogger } from "../../../services/platform/Logger.ts";
import { startPostgres } from "../../support/postgres.ts";

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let audit: PgAuditLog;
let chain: AuditChain;

before(async () => {
  postgres = await startPostgres();
});
after(() => postgres.stop());
beforeEach(async () => {
  ({ database } = await postgres.database());
  audit = new PgAuditLog(database);
  chain = new AuditChain(database, silentLogger);
});

const act = (subject: string) =>
  audit.record({
    actor: "system",
    action: "test.act",
    subject,
    authority: null,
    data: { b: 1, a: [2] },
  });

async function settle(): Promise<void> {
  while (await chain.extend());
  while (await chain.check());
}

/** As somebody who owns the database, and knows of the triggers. */
async function tamper(sql: string): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query("set local session_replication_role = replica");
    await tx.query(sql);
  });
}

test("lines are chained in the order in which they are committed, each once, however many extend the chain", async () => {
  for (let i = 0; i < 5; i += 1) await act(`document:${i}`);
  let release = () => {};
  const held = new Promise<void>((done) => {
    release = done;
  });
  let taken = () => {};
  const isTaken = new Promise<void>((done) => {
    taken = done;
  });
  // It has a number before the others, and commits after them.
  const late = database.transaction(async (tx) => {
    const event = { actor: "system", action: "test.late", subject: "late", authority: null };
    await audit.record(event, tx);
    taken();
    await held;
  });
  await isTaken;
  await act("document:5");
  const other = new AuditChain(database, silentLogger);
  await Promise.all([chain.extend(), other.extend(), chain.extend()]);
  assert.equal((await chain.head())?.position, 6n);
  release();
  await late;
  await settle();
  assert.equal((await chain.head())?.position, 7n);
  assert.deepEqual(await chain.state(), { brokenAt: null, waitingMs: null });
  const { rows } = await database.query<{ subject: string }>(
    "select subject from audit_chain c join audit_events e on e.id = c.event_id order by position",
  );
  assert.deepEqual(
    rows.map(({ subject }) => subject),
    [...Array.from({ length: 6 }, (_, i) => `document:${i}`), "late"],
  );
});

test("a hash never changes, and depends on all that came before", async () => {
  await act("a");
  await settle();
  const first = await chain.head();
  await act("a");
  await settle();
  const second = await chain.head();
  assert.notDeepEqual(second?.hash, first?.hash);
  assert.deepEqual(await chain.at(1n), first);
  assert.deepEqual([await chain.at(0n), await chain.at(3n)], [null, null]);
});

for (const [what, sql] of [
  ["changed", "update audit_events set actor = 'nobody' where subject = 'document:2'"],
  [
    "given to another authority",
    "update audit_events set authority_id = repeat('a', 32)::bytea where subject = 'document:2'",
  ],
  [
    "given another hash of its own",
    `update audit_chain set line = repeat('a', 32)::bytea
     where event_id = (select id from audit_events where subject = 'document:2')`,
  ],
  ["changed in its data", "update audit_events set data = '{}' where subject = 'document:2'"],
  [
    "moved in time",
    "update audit_events set at = at - interval '1 day' where subject = 'document:2'",
  ],
  [
    "taken away",
    `with gone as (select id from audit_events where subject = 'document:2'),
       link as (delete from audit_chain where event_id = (select id from gone))
     delete from audit_events where id = (select id from gone)`,
  ],
] as const)
  test(`a line that is ${what} shows, and goes on showing`, async () => {
    for (let i = 0; i < 5; i += 1) await act(`document:${i}`);
    await settle();
    assert.equal((await chain.state()).brokenAt, null);
    await tamper(sql);
    await database.query("update audit_checks set checked_to = 0");
    await settle();
    assert.equal((await chain.state()).brokenAt, 3n);
    await act("document:6");
    await database.query("update audit_checks set checked_to = 0");
    await settle();
    assert.equal((await chain.state()).brokenAt, 3n);
  });

test("neither lines nor their chain are changed by the service itself", async () => {
  await act("a");
  await settle();
  for (const sql of [
    "update audit_chain set hash = hash",
    "delete from audit_chain",
    "truncate audit_chain",
  ])
    await assert.rejects(database.query(sql), { code: "42501" }, sql);
});

test("a line that waits is told of", async () => {
  await act("a");
  const { waitingMs } = await chain.state();
  assert.ok(waitingMs !== null && waitingMs >= 0);
});
