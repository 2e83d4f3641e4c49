import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { DocumentId } from "@sello/sdk";
import type { Database } from "../../../services/platform/database/Database.ts";
import { limits } from "../../../services/platform/limits.ts";
import { toThumbprint } from "../../../services/signing/toKid.ts";
import { startPostgres } from "../../support/postgres.ts";
import { until } from "../../support/until.ts";
import { BulkScene, officerFor } from "./BulkScene.ts";

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let scene: BulkScene;

before(async () => {
  postgres = await startPostgres();
});
after(() => postgres.stop());
beforeEach(async () => {
  ({ database } = await postgres.database());
  scene = new BulkScene(database);
});

const suspend = { action: "suspend", reason: "unspecified" } as const;
const revoke = { action: "revoke", reason: "key_compromise" } as const;
const all = { by: "filter" } as const;

/** A round does nothing while another runner is at the act: only time bounds how many there are. */
async function runAll(runner = scene.runner()): Promise<void> {
  const hasEnded = async () => {
    await runner.round();
    return (await scene.store.runningIds()).length === 0;
  };
  await until(hasEnded, 60, "a bulk act does not end");
}

const get = (id: string) => scene.acts.get(scene.officer, id);
const outcomes = (id: string, outcome: "waiting" | "requested" | "refused" | null = null) =>
  scene.acts.outcomes(scene.officer, id, { outcome, after: 0, limit: 200 });

test("all that fit a filter are acted on, each once, with an outcome for each", async () => {
  const ids = await scene.issue(25);
  const [first, second] = ids as [DocumentId, DocumentId];
  const mine = { actingAuthority: scene.officer.authority, officer: "x" };
  await scene.issuing.statuses.act({ documents: [first], ...suspend, ...mine });
  await scene.issuing.statuses.act({ documents: [second], ...revoke, ...mine });
  const { act } = await scene.begin({ ...revoke, of: all });
  assert.deepEqual([act.state, act.step, act.documents], ["running", "collecting", 0]);
  await runAll();
  const done = await get(act.id);
  assert.deepEqual([done.state, done.documents, done.requested, done.refused], ["done", 25, 24, 1]);
  assert.deepEqual(
    (await outcomes(act.id, "refused")).map(({ document, code }) => [document, code]),
    [[second, "status.already_revoked"]],
  );
  assert.equal((await outcomes(act.id)).length, 25);
  assert.deepEqual(await scene.actsOf(ids), [2, ...Array(24).fill(1)]);
  const { rows } = await database.query<{ action: string }>(
    "select action from audit_events where subject = $1 order by id",
    [`bulk-act:${act.id}`],
  );
  assert.deepEqual(
    rows.map(({ action }) => action),
    ["bulk_act.begin", "bulk_act.done"],
  );
});

test("documents that are named are acted on; those of others, and unknown ones, are refused", async () => {
  const ids = await scene.issue(3);
  const unknown = "01890000-0000-7000-8000-000000000000" as DocumentId;
  const documents = [...ids, unknown, ids[0] as DocumentId];
  const { act } = await scene.begin({ ...suspend, of: { by: "documents", documents } });
  assert.deepEqual([act.step, act.documents], ["acting", 4]);
  await runAll();
  assert.deepEqual(
    (await outcomes(act.id)).map(({ outcome, code }) => code ?? outcome),
    ["requested", "requested", "requested", "document.unknown"],
  );
});

test("a second click begins nothing more; the same key with another act is refused", async () => {
  await scene.issue(3);
  const asked = { ...suspend, of: all };
  const both = await Promise.all([scene.begin(asked, "k"), scene.begin(asked, "k")]);
  assert.equal(new Set(both.map(({ act }) => act.id)).size, 1);
  assert.deepEqual(both.map(({ replay }) => replay).sort(), [false, true]);
  await assert.rejects(scene.begin({ ...revoke, of: all }, "k"), { code: "idempotency.mismatch" });
  await assert.rejects(scene.begin({ action: "reinstate", reason: "lost", of: all }), {
    code: "status.reason_does_not_fit",
  });
});

test("killed in the middle of a piece it goes on, and does nothing twice", async () => {
  const ids = await scene.issue(35);
  const { act } = await scene.begin({ ...revoke, of: all });
  const { statuses } = scene.issuing;
  let calls = 0;
  // The connection is cut where the acts are written and their outcomes are not noted.
  const dying = Object.create(statuses, {
    actIn: {
      value: async (...given: Parameters<typeof statuses.actIn>) => {
        const made = await statuses.actIn(...given);
        calls += 1;
        if (calls === 2) await given[0].query("select pg_terminate_backend(pg_backend_pid())");
        return made;
      },
    },
  }) as typeof statuses;
  const runner = scene.runner({ statuses: dying });
  while (calls < 2) await runner.round();
  const halfway = await get(act.id);
  assert.deepEqual([halfway.state, halfway.requested], ["running", 10]);
  assert.equal((await scene.actsOf(ids)).filter((n) => n > 0).length, 10);
  // Two workers from here on.
  await Promise.all([runAll(), runAll()]);
  const done = await get(act.id);
  assert.deepEqual([done.state, done.requested, done.refused], ["done", 35, 0]);
  assert.deepEqual(await scene.actsOf(ids), Array(35).fill(1));
});

const tell = { action: "tell", reason: "being_checked" } as const;

/** How often each document's holder was told. */
async function toldOf(ids: readonly DocumentId[]): Promise<number[]> {
  const { rows } = await database.query<{ n: number }>(
    `select (select count(*)::int from document_tellings where document_id = d) as n
     from unnest($1::uuid[]) with ordinality as asked (d, at) order by at`,
    [ids],
  );
  return rows.map(({ n }) => n);
}

test("holders are told what is true of their document, and the status stays as it is", async () => {
  const ids = await scene.issue(3);
  const mine = { actingAuthority: scene.officer.authority, officer: "x" };
  await scene.issuing.statuses.act({ documents: ids.slice(0, 1), ...revoke, ...mine });
  const { act } = await scene.begin({ ...tell, of: all });
  await runAll();
  assert.deepEqual(
    (await outcomes(act.id)).map(({ outcome, code }) => code ?? outcome).toSorted(),
    ["requested", "requested", "telling.not_true"],
  );
  assert.deepEqual(await toldOf(ids), [0, 1, 1]);
  assert.deepEqual(await scene.actsOf(ids), [1, 0, 0]);
  const { rows } = await database.query<{ data: { message: string; documents: number } }>(
    "select data from audit_events where action = 'document.tell' and subject = $1",
    [`bulk-act:${act.id}`],
  );
  assert.deepEqual(
    rows.map(({ data: { message, documents } }) => [message, documents]),
    [["being_checked", 2]],
  );
  for (const asked of [
    { action: "tell", reason: "lost" },
    { action: "revoke", reason: "being_checked" },
  ] as const)
    await assert.rejects(scene.begin({ ...asked, of: all }), {
      code: "status.reason_does_not_fit",
    });
});

test("killed in the middle of a piece, holders are told once; told again by another act", async () => {
  const ids = await scene.issue(25);
  const { act } = await scene.begin({ ...tell, of: all });
  let calls = 0;
  const tellings = {
    tellIn: async (...given: Parameters<typeof scene.tellings.tellIn>) => {
      const made = await scene.tellings.tellIn(...given);
      calls += 1;
      if (calls === 2) await given[0].query("select pg_terminate_backend(pg_backend_pid())");
      return made;
    },
  };
  const runner = scene.runner({ tellings });
  while (calls < 2) await runner.round();
  assert.equal((await get(act.id)).requested, 10);
  await Promise.all([runAll(), runAll()]);
  assert.deepEqual(await toldOf(ids), Array(25).fill(1));
  await scene.begin({ ...tell, of: { by: "documents", documents: ids.slice(0, 1) } });
  await runAll();
  assert.equal((await toldOf(ids))[0], 2);
});

test("it stops and goes on where it was, in the name of who resumed it", async () => {
  const ids = await scene.issue(25);
  const { act } = await scene.begin({ ...suspend, of: { by: "documents", documents: ids } });
  const runner = scene.runner();
  await runner.round();
  const stopped = await scene.acts.stop(scene.officer, act.id);
  assert.deepEqual([stopped.state, stopped.requested], ["stopped", 10]);
  await runner.round();
  assert.equal((await get(act.id)).requested, 10);
  assert.equal((await outcomes(act.id, "waiting")).length, 15);
  const other = { ...scene.officer, account: `0x${"b2".repeat(20)}` as const };
  const resumed = await scene.acts.resume(other, act.id);
  assert.deepEqual([resumed.state, resumed.requestedBy], ["running", `officer:${other.account}`]);
  await runAll();
  assert.deepEqual(await scene.actsOf(ids), Array(25).fill(1));
  await assert.rejects(scene.acts.stop(scene.officer, act.id), { code: "bulk_act.ended" });
});

test("it stops by itself when the officer has lost the role, or the authority may not act", async () => {
  await scene.issue(3);
  const { act } = await scene.begin({ ...suspend, of: all });
  scene.mayGoOn = false;
  await runAll();
  const stopped = await get(act.id);
  assert.deepEqual(
    [stopped.state, stopped.error?.code, stopped.requested],
    ["stopped", "bulk_act.rights_ended", 0],
  );
});

test("all that something reaches is acted on by those above it too", async () => {
  const ids = await scene.issue(12);
  const above = officerFor("nanshan");
  const asked = (kind: "authority" | "signing-key", id: string) =>
    scene.begin({ ...suspend, of: { by: "reach", kind, id, from: 1 } }, id, above);
  const { act } = await asked("authority", "nanshan-housing");
  await runAll();
  const done = await scene.acts.get(above, act.id);
  assert.deepEqual([done.state, done.requested, done.authority], ["done", 12, above.authority]);
  const kid = (await scene.issuing.signer.current()).kid;
  const again = await asked("signing-key", toThumbprint(kid));
  await runAll();
  assert.equal((await scene.acts.get(above, again.act.id)).refused, 12);
  assert.deepEqual(await scene.actsOf(ids), Array(12).fill(1));
  await assert.rejects(asked("authority", "futian-health"), { code: "api_key.authority" });
});

test("more documents than one act may have: nothing is done", async () => {
  const ids = await scene.issue(25);
  const { act } = await scene.begin({ ...revoke, of: all });
  await runAll(scene.runner({ most: 20 }));
  const failed = await get(act.id);
  assert.deepEqual([failed.state, failed.error?.code], ["failed", "bulk_act.too_large"]);
  assert.deepEqual(await scene.actsOf(ids), Array(25).fill(0));
});

test("those above see it; others do not, and only its own authority steers it", async () => {
  await scene.issue(1);
  const { act } = await scene.begin({ ...suspend, of: all });
  const above = officerFor("nanshan");
  assert.equal((await scene.acts.get(above, act.id)).id, act.id);
  await assert.rejects(scene.acts.stop(above, act.id), { code: "bulk_act.unknown" });
  await assert.rejects(scene.acts.get(officerFor("futian"), act.id), { code: "bulk_act.unknown" });
  assert.deepEqual(await scene.acts.list(above, 10), []);
});

test("bulk acts wait while many acts wait for the chain, and few go on at once", async () => {
  await scene.issue(2);
  for (let n = 0; n < 10; n += 1) await scene.begin({ ...suspend, of: all });
  await assert.rejects(scene.begin({ ...suspend, of: all }), { code: "bulk_act.many_open" });
  await database.query(
    `insert into status_acts (id, document_id, action, reason, acting_authority, officer)
     select gen_random_uuid(), gen_random_uuid(), 'suspend', 'unspecified', '\\x00', 'x' from generate_series(1, 4000)`,
  );
  await scene.runner().round();
  assert.ok((await scene.acts.list(scene.officer, 20)).every(({ documents }) => documents === 0));
});

test("acts that have ended are forgotten after their time, and those that go on are not", async () => {
  await scene.issue(1);
  const [old, recent] = [
    await scene.begin({ ...suspend, of: all }),
    await scene.begin({ ...revoke, of: all }),
  ];
  await runAll();
  const open = await scene.begin({ ...revoke, of: all });
  const age = async (id: string, days: number) =>
    database.query(
      "update bulk_acts set created_at = created_at - make_interval(days => $2), finished_at = finished_at - make_interval(days => $2) where id = $1",
      [id, days],
    );
  await age(old.act.id, limits.bulkActsKeptDays + 1);
  await age(recent.act.id, limits.bulkActsKeptDays - 1);
  await age(open.act.id, limits.bulkActsKeptDays + 1);
  await scene.issuing.upkeep.tidy();
  const { rows } = await database.query<{ id: string }>("select id from bulk_acts");
  assert.deepEqual(rows.map(({ id }) => id).sort(), [recent.act.id, open.act.id].sort());
});
