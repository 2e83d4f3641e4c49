import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { AuditExportReader, type AuditLine } from "@sello/sdk/log";
import { AuditChain } from "../../../services/audit/AuditChain.ts";
import { type AuditScope, PgAuditLines } from "../../../services/audit/PgAuditLines.ts";
import { PgAuditLog } from "../../../services/audit/PgAuditLog.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { silentLogger } from "../../../services/platform/Logger.ts";
import { startPostgres } from "../../support/postgres.ts";
import { idOf } from "../status/FakeRegistry.ts";

const library = idOf("shenzhen-library");
const housing = idOf("nanshan-housing");
const city: AuditScope = { authorities: [idOf("shenzhen"), library, housing], isWhole: true };
const ofLibrary: AuditScope = { authorities: [library], isWhole: false };

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let audit: PgAuditLog;
let chain: AuditChain;
let lines: PgAuditLines;

before(async () => {
  postgres = await startPostgres();
});
after(() => postgres.stop());
beforeEach(async () => {
  ({ database } = await postgres.database());
  audit = new PgAuditLog(database);
  chain = new AuditChain(database, silentLogger);
  lines = new PgAuditLines(database);
});

async function record(): Promise<void> {
  const of = (actor: string, action: string, n: number, authority: typeof library | null) =>
    audit.record({ actor, action, subject: `document:${n}`, authority, data: { n } });
  await of("officer:0xaa", "document.issue", 1, library);
  await of("officer:0xbb", "document.issue", 2, housing);
  await of("officer:0xaa", "document.revoke", 1, library);
  await of("system", "turnover.done", 4, null);
  await of("officer:0xcc", "documents.list", 5, library);
  while (await chain.extend());
}

const subjects = async (...asked: Parameters<PgAuditLines["page"]>) =>
  (await lines.page(...asked)).map(({ subject, action }) => `${action} ${subject}`);

test("an authority sees its own lines, newest first, and the city what is nobody's too", async () => {
  await record();
  const all = await lines.page(ofLibrary, {}, 10, null);
  assert.deepEqual(
    all.map(({ position, actor, data }) => [position, actor, data.n]),
    [
      [5, "officer:0xcc", 5],
      [3, "officer:0xaa", 1],
      [1, "officer:0xaa", 1],
    ],
  );
  assert.match(all[0]?.at ?? "", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  assert.equal((await lines.page(city, {}, 10, null)).length, 5);
  const [first] = await lines.page(ofLibrary, {}, 1, null);
  assert.equal((await lines.page(ofLibrary, {}, 10, Number(first?.id))).length, 2);
});

test("lines are found by actor, act, subject and time", async () => {
  await record();
  assert.deepEqual(await subjects(city, { actor: "officer:0xbb" }, 10, null), [
    "document.issue document:2",
  ]);
  // `document` is no beginning of `documents.list`.
  assert.deepEqual(await subjects(ofLibrary, { action: "document" }, 10, null), [
    "document.revoke document:1",
    "document.issue document:1",
  ]);
  assert.equal((await subjects(ofLibrary, { action: "document.issue" }, 10, null)).length, 1);
  assert.equal((await subjects(city, { subject: "document:1" }, 10, null)).length, 2);
  const now = Math.floor(Date.now() / 1000);
  assert.equal((await subjects(city, { from: now - 60 }, 10, null)).length, 5);
  assert.deepEqual(await subjects(city, { to: now - 60 }, 10, null), []);
  // The last second that a query can name.
  assert.deepEqual(await subjects(city, { from: 253_402_300_799 }, 10, null), []);
});

async function readExport(scope: AuditScope, from: number) {
  const reader = new AuditExportReader();
  const shown: AuditLine[] = [];
  let text = "";
  for await (const piece of await lines.export(scope, from)) text += piece;
  for (const row of text.trimEnd().split("\n")) {
    const line = reader.push(row);
    if (line !== null) shown.push(line);
  }
  return { summary: reader.end(), shown, text };
}

test("an export fits the chain, and shows nothing of others", async () => {
  await record();
  const hash = (await chain.head())?.hash.toString("hex");
  const whole = await readExport(city, 1);
  assert.deepEqual(whole.summary, { from: 1, to: 5, hash, shown: 5, hidden: 0, head: null });
  const part = await readExport(ofLibrary, 2);
  assert.deepEqual(part.summary, { from: 2, to: 5, hash, shown: 2, hidden: 2, head: null });
  assert.ok(!part.text.includes("0xbb") && !part.text.includes("turnover"));
  await assert.rejects(lines.export(city, 6), { code: "audit.early_lines" });
});

test("lines of before stay in the chain as they are, and are shown to the city alone", async () => {
  await record();
  // As the edition before wrote them: no authority, and no hash of their own.
  await database.transaction(async (tx) => {
    await tx.query("set local session_replication_role = replica");
    await tx.query("delete from audit_chain");
    await tx.query(
      "update audit_events set authority_id = null where id in (select id from audit_events order by id limit 2)",
    );
    const { rows } = await tx.query<{ id: string; line: string }>(
      `select id, json_build_array(id::text, to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
         actor, action, subject, data::text) as line from audit_events order by id limit 2`,
    );
    let hash: Buffer = Buffer.alloc(0);
    for (const [index, { id, line }] of rows.entries()) {
      const { rows: made } = await tx.query<{ hash: Buffer }>(
        "select sha256($1::bytea || $2::bytea) as hash",
        [hash, Buffer.from(JSON.stringify(line))],
      );
      hash = made[0]?.hash ?? hash;
      await tx.query("insert into audit_chain (position, event_id, hash) values ($1, $2, $3)", [
        index + 1,
        id,
        hash,
      ]);
    }
    await tx.query(
      "insert into audit_waiting select id from audit_events where id not in (select event_id from audit_chain)",
    );
  });
  while (await chain.extend());
  while (await chain.check());
  assert.equal((await chain.state()).brokenAt, null);
  const whole = await readExport(city, 1);
  assert.deepEqual(
    [whole.summary.shown, whole.shown[0]?.length, whole.shown[2]?.length],
    [5, 6, 7],
  );
  await assert.rejects(lines.export(ofLibrary, 1), {
    code: "audit.early_lines",
    data: { first: 3, last: 5 },
  });
  assert.equal((await readExport(ofLibrary, 3)).summary.shown, 2);
});
