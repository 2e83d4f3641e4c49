import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { ImportWorker } from "../../../../services/issuing/imports/ImportWorker.ts";
import { silentLogger } from "../../../../services/platform/Logger.ts";
import { startPostgres } from "../../../support/postgres.ts";
import { idOf } from "../../status/FakeRegistry.ts";
import { IssuingScene, makePrivateJwk } from "../IssuingScene.ts";
import { makeCsv } from "../people.ts";

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let scene: IssuingScene;
let worker: ImportWorker;

before(async () => {
  postgres = await startPostgres();
  const { database, url } = await postgres.database();
  const privateJwk = makePrivateJwk();
  scene = new IssuingScene(database, privateJwk);
  worker = new ImportWorker({
    module: new URL("./importThread.ts", import.meta.url),
    data: { url, privateJwk },
    threads: 2,
    logger: silentLogger,
  });
});
after(async () => {
  await worker.loop.stop();
  await postgres.stop();
});

test("threads that are killed, and connections that are cut, lose and double nothing", async () => {
  const rows = 4_000;
  const file = Buffer.from(makeCsv(0, rows));
  const { id } = await scene.imports.receive(
    {
      authority: idOf("nanshan-housing"),
      type: "resident-id",
      format: "csv",
      fileName: "people.csv",
      requestedBy: "0xofficer",
    },
    (async function* () {
      yield file;
    })(),
  );
  worker.loop.start();
  for (let kill = 0; kill < 3; kill += 1) {
    await reachRows(id, 500 * (2 * kill + 1));
    await worker.threads[kill % 2]?.terminate();
    await scene.database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'import-thread' and state <> 'idle' limit 1`,
    );
  }
  const done = await reachRows(id, rows);
  assert.equal(done.state, "done");
  assert.deepEqual(done.rows, {
    total: rows,
    done: rows,
    issued: rows,
    existing: 0,
    valid: 0,
    rejected: 0,
    cellsCleaned: 0,
  });
  const { rows: found } = await scene.database.query<Record<string, number>>(
    `select (select count(*) from documents)::int as documents, count(*)::int as copies,
       count(distinct document_id)::int as documents_with_copies,
       count(distinct (status_list, status_index))::int as places,
       max(seq)::int + 1 as numbered, max(s.next_seq)::int as next
     from copies c join streams s on s.id = c.stream_id`,
  );
  assert.deepEqual(found[0], {
    documents: rows,
    copies: rows,
    documents_with_copies: rows,
    places: rows,
    numbered: rows,
    next: rows,
  });
});

test("stopping waits for what is under way, and leaves no thread", async () => {
  await worker.loop.stop();
  assert.deepEqual(worker.threads, []);
});

async function reachRows(id: string, rows: number) {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const found = await scene.imports.get(id);
    if (found.rows.done >= rows) return found;
    if (Date.now() > deadline) throw new Error(`stuck at ${found.rows.done} of ${rows} rows`);
    await sleep(20);
  }
}
