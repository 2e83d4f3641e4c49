import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { after, before, beforeEach, test } from "node:test";
import { PgApiKeyStore } from "../../../services/accounts/PgApiKeyStore.ts";
import { fixedSecret } from "../../../services/issuing/DigestGenerations.ts";
import { countSigned } from "../../../services/issuing/dayLimits.ts";
import type { IssueOptions } from "../../../services/issuing/IssuedDocument.ts";
import { WaitingImports } from "../../../services/issuing/imports/WaitingImports.ts";
import { RequestDigests } from "../../../services/issuing/RequestDigests.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { silentLogger } from "../../../services/platform/Logger.ts";
import { timeZoneOf } from "../../../services/registry/types/readTypeFiles.ts";
import { startPostgres } from "../../support/postgres.ts";
import { idOf } from "../status/FakeRegistry.ts";
import { IssuingScene, makePrivateJwk } from "./IssuingScene.ts";
import { newApiKey } from "./newApiKey.ts";
import { makePerson, toCsvRow } from "./people.ts";

const authority = idOf("nanshan-housing");
const digests = new RequestDigests(fixedSecret(Buffer.alloc(32, 1)));
const used = { code: "api_key.day_used", status: 429 };
let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let scene: IssuingScene;
let store: PgApiKeyStore;
let key: string;
let next = 0;

before(async () => {
  postgres = await startPostgres();
});
after(() => postgres.stop());
beforeEach(async () => {
  ({ database } = await postgres.database());
  scene = new IssuingScene(database, makePrivateJwk());
  store = new PgApiKeyStore(database);
  key = await newApiKey(database, authority);
});

const limit = (perDay: number | null, id = key) =>
  store.transaction((tx) => store.setLimit(tx, id, perDay));
const today = async (id = key) => (await store.byId(id))?.today?.documents ?? null;

const by = (callerId: string, name: string): IssueOptions => ({
  idempotency: {
    callerId,
    actor: `api-key:${callerId}`,
    key: name,
    request: digests.of({
      operation: "issueDocument",
      document: null,
      bodyDigest: hash("sha256", name, "buffer"),
    }),
  },
});

async function issue(callerId = key, name?: string) {
  if (name === undefined) next += 1;
  const request = { authority, type: "resident-id", claims: makePerson(next) };
  return (await scene.issuing.issue(request, by(callerId, name ?? String(next)))).document.id;
}

async function importRows(count: number, callerId = key): Promise<string> {
  const rows = Array.from({ length: count }, (_, index) => toCsvRow(makePerson(next + 1 + index)));
  next += count;
  const header = Object.keys(makePerson(0)).join(",");
  const { id } = await scene.imports.receive(
    {
      authority,
      type: "resident-id",
      format: "csv",
      fileName: "a",
      requestedBy: `api-key:${callerId}`,
    },
    (async function* () {
      yield Buffer.from(`${header}\n${rows.join("\n")}\n`);
    })(),
  );
  return id;
}

/** As if the day that is counted had been yesterday. */
const endDay = () => database.query("update issuing_days set ends_at = ends_at - interval '1 day'");

async function untilNotRunning(id: string) {
  const loop = scene.makeLoop();
  loop.start();
  while ((await scene.imports.get(id)).state === "running")
    await new Promise((done) => setTimeout(done, 20));
  await loop.stop();
  return scene.imports.get(id);
}

test("a key's day is counted to the document, and another day begins at the city's midnight", async () => {
  await limit(3);
  const ids = [await issue(), await issue()];
  await scene.copies.add(ids[0] as never, [holderKey()], { callerId: key, importId: null });
  assert.equal(await today(), 3);
  await assert.rejects(issue(), used);
  const refused = await issue().catch((error: unknown) => error as { data: object });
  assert.equal((refused as { data: { limit: number } }).data.limit, 3);
  const { rows } = await database.query<{ ends: string; documents: number }>(
    `select to_char(city_day_end(now()) at time zone $1, 'HH24:MI:SS') as ends,
       (select count(*) from copies)::int as documents`,
    [timeZoneOf({})],
  );
  assert.deepEqual(rows[0], { ends: "00:00:00", documents: 3 });
  await endDay();
  await new Promise((done) => setTimeout(done, 1_100));
  await issue();
  assert.equal(await today(), 1);
});

test("what a full day refuses takes no place in a status list, and an answer is given again", async () => {
  await limit(1);
  const id = await issue(key, "first");
  await assert.rejects(issue(), used);
  const taken = async () =>
    (await database.query<{ n: string }>("select coalesce(sum(used), 0) as n from status_lists"))
      .rows[0]?.n;
  const before = await taken();
  for (let times = 0; times < 20; times += 1) await assert.rejects(issue(), used);
  assert.equal(await taken(), before);
  assert.equal((await database.query("select 1 from documents")).rowCount, 1);
  assert.equal(await issue(key, "first"), id);
});

test("many at once come to the limit and no further", async () => {
  await limit(10);
  const results = await Promise.allSettled(Array.from({ length: 40 }, () => issue()));
  assert.equal(results.filter(({ status }) => status === "fulfilled").length, 10);
  assert.equal((await database.query("select 1 from copies")).rowCount, 10);
  assert.equal(await today(), 10);
});

test("a limit that is set in the middle of a day counts what was issued before, and a key without one is not counted", async () => {
  await issue();
  await issue();
  assert.equal((await database.query("select 1 from issuing_days")).rowCount, 0);
  await limit(3);
  assert.equal(await today(), 2);
  await issue();
  await assert.rejects(issue(), used);
  await limit(null);
  await new Promise((done) => setTimeout(done, 1_100));
  await issue();
  assert.equal(await today(), null);
});

test("a file past the limit waits with a reason, goes on the next day, and loses nothing", async () => {
  // Segments have 100 rows: the limit ends in the middle of one.
  await limit(130);
  const id = await importRows(300);
  const waiting = await untilNotRunning(id);
  assert.deepEqual(
    [waiting.state, waiting.error?.code, waiting.rows.issued, waiting.rows.done],
    ["paused", "api_key.day_used", 130, 130],
  );
  assert.equal(typeof waiting.error?.data.resumesAt, "number");
  assert.equal(await scene.importStore.resumeWaiting(), 0);
  await endDay();
  assert.equal(await scene.importStore.resumeWaiting(), 1);
  const second = await untilNotRunning(id);
  assert.deepEqual([second.state, second.rows.issued], ["paused", 260]);
  await limit(1_000);
  const waits = new WaitingImports({ imports: scene.importStore, logger: silentLogger });
  waits.loop.start();
  while ((await scene.imports.get(id)).state === "paused")
    await new Promise((done) => setTimeout(done, 20));
  await waits.loop.stop();
  const done = await untilNotRunning(id);
  assert.deepEqual(
    [done.state, done.rows.issued, done.rows.existing, done.rows.rejected, done.error],
    ["done", 300, 0, 0, null],
  );
  const lines: string[] = [];
  for await (const line of scene.imports.result(id, "ndjson" as never)) lines.push(line);
  const told = lines.join("").trim().split("\n");
  assert.equal(told.filter((line) => line.includes("issued")).length, 300);
  assert.equal((await database.query("select distinct id from documents")).rowCount, 300);
});

test("a paused file that an officer stopped does not go on by itself", async () => {
  await limit(10);
  const id = await importRows(20);
  await scene.imports.pause(id);
  assert.equal(await scene.importStore.resumeWaiting(), 0);
  assert.equal((await scene.imports.get(id)).state, "paused");
});

test("what is signed for files is bounded too, whatever is stored of it", async () => {
  const asked = { callerId: key, limit: 100 };
  await countSigned(database, { ...asked, documents: 150 });
  await countSigned(database, { ...asked, documents: 50 });
  await assert.rejects(countSigned(database, { ...asked, documents: 1 }), used);
  await assert.rejects(
    countSigned(database, {
      ...asked,
      callerId: await newApiKey(database, authority),
      documents: 201,
    }),
    used,
  );
});

function holderKey() {
  const { kty, crv, x, y } = makePrivateJwk();
  return { kty, crv, x, y };
}
