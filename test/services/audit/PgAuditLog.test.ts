import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PgAuditLog } from "../../../services/audit/PgAuditLog.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { startPostgres } from "../../support/postgres.ts";

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let audit: PgAuditLog;

before(async () => {
  postgres = await startPostgres();
  ({ database } = await postgres.database());
  audit = new PgAuditLog(database);
});
after(() => postgres.stop());

const count = async (subject: string): Promise<number> => {
  const { rows } = await database.query<{ lines: string }>(
    "select count(*) as lines from audit_events where subject = $1",
    [subject],
  );
  return Number(rows[0]?.lines);
};

test("a line commits with its act, and goes with it when it fails", async () => {
  const event = { actor: "system", action: "test.act", subject: "a", authority: null };
  await database.transaction((tx) => audit.record({ ...event, data: { count: 2 } }, tx));
  assert.equal(await count("a"), 1);
  await assert.rejects(
    database.transaction(async (tx) => {
      await audit.record({ ...event, subject: "b" }, tx);
      throw new Error("the act failed");
    }),
    /the act failed/,
  );
  assert.equal(await count("b"), 0);
});

test("a line cannot be changed or taken away, not even by the service itself", async () => {
  await audit.record({ actor: "system", action: "test.act", subject: "c", authority: null });
  for (const sql of [
    "update audit_events set actor = 'x'",
    "delete from audit_events",
    "truncate audit_events",
  ])
    await assert.rejects(database.query(sql), {
      code: sql.startsWith("truncate") ? "0A000" : "42501",
    });
  assert.equal(await count("c"), 1);
});
