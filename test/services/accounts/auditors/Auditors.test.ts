import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { Hex } from "@sello/sdk";
import { Auditors } from "../../../../services/accounts/auditors/Auditors.ts";
import { PgAuditors } from "../../../../services/accounts/auditors/PgAuditors.ts";
import { PgSessionStore } from "../../../../services/accounts/sessions/PgSessionStore.ts";
import { Sessions } from "../../../../services/accounts/sessions/Sessions.ts";
import { Standings } from "../../../../services/accounts/sessions/Standings.ts";
import { PgAuditLog } from "../../../../services/audit/PgAuditLog.ts";
import type { Database } from "../../../../services/platform/database/Database.ts";
import { limits } from "../../../../services/platform/limits.ts";
import { startPostgres } from "../../../support/postgres.ts";
import { idOf, Officers, offices } from "../sessions/Officers.ts";

const startMs = 1_800_000_000_000;
const administrator = `officer:0x${"ab".repeat(20)}`;
const eva: Hex = `0x${"e0".repeat(20)}`;
const authority = idOf(offices.housing);

let nowMs: number;
let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let auditors: Auditors;
before(async () => {
  postgres = await startPostgres();
  ({ database } = await postgres.database());
});
after(() => postgres.stop());
beforeEach(async () => {
  nowMs = startMs;
  await database.query("delete from auditors");
  auditors = new Auditors({
    store: new PgAuditors(database),
    audit: new PgAuditLog(database),
    clock: { nowMs: () => nowMs },
  });
});

const appoint = (account: Hex = eva) =>
  auditors.appoint({ authority, account, name: "Eva Ruiz" }, administrator);

test("an auditor looks from when they are appointed until they are ended; the audit has no name", async () => {
  const { id } = await appoint(eva.toUpperCase().replace("0X", "0x") as Hex);
  assert.deepEqual(await auditors.audited(eva), [authority]);
  await assert.rejects(appoint(), { code: "auditor.known" });
  await auditors.end(id, administrator);
  assert.deepEqual(await auditors.audited(eva), []);
  await assert.rejects(auditors.end(id, administrator), { code: "auditor.ended" });
  const { rows } = await database.query<{ action: string; data: unknown; actor: string }>(
    "select action, data, actor from audit_events where subject = $1 order by id",
    [`auditor:${id}`],
  );
  assert.deepEqual(rows, [
    { action: "auditor.appoint", data: { account: eva }, actor: administrator },
    { action: "auditor.end", data: { account: eva }, actor: administrator },
  ]);
  await appoint();
  assert.equal((await auditors.list([authority])).length, 2);
});

test("a session is let in by the standing that an operation is also for, and no longer than it lasts", async () => {
  const registry = new Officers();
  registry.set(offices.housing, eva, 4);
  const standings = new Standings({ shared: { of: async () => [] }, auditors });
  const sessions = new Sessions({
    ...{ store: new PgSessionStore(database), registry, standings },
    ...{ audit: new PgAuditLog(database), clock: { nowMs: () => nowMs } },
  });
  const { session } = await sessions.start(eva, "");
  const look = () => sessions.act(session, offices.housing, "administer", ["auditor"]);
  await assert.rejects(look(), { code: "session.rights" });
  const { id } = await appoint();
  // What the account's own role gives, and nothing more.
  assert.deepEqual((await look()).actions, ["revoke", "read"]);
  await assert.rejects(sessions.act(session, offices.housing, "administer"), {
    code: "session.rights",
  });
  await assert.rejects(sessions.act(session, offices.housing, "administer", ["signer"]), {
    code: "session.rights",
  });
  await auditors.end(id, administrator);
  await assert.rejects(look(), { code: "session.rights" });
});

test("an authority has so many auditors, and those that ended are deleted with their names", async () => {
  for (let n = 0; n < limits.auditors; n++)
    await appoint(`0x${n.toString(16).padStart(40, "0")}` as Hex);
  await assert.rejects(appoint(), { code: "auditor.too_many" });
  const [first] = await auditors.list([authority]);
  await auditors.end(first?.id ?? "", administrator);
  nowMs += (limits.auditorKeptDays * 86_400 + 1) * 1000;
  await appoint();
  const left = await auditors.list([authority]);
  assert.ok(!left.some(({ id }) => id === first?.id));
});
