import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { DocumentId } from "@sello/sdk";
import { WaitingCopies } from "../../../../services/anchoring/WaitingCopies.ts";
import { inOneSnapshot } from "../../../../services/operations/backup/snapshot.ts";
import type { Database } from "../../../../services/platform/database/Database.ts";
import { makeCsv } from "../../issuing/people.ts";
import { idOf } from "../../status/FakeRegistry.ts";
import { BackupScene } from "./BackupScene.ts";
import { textOf } from "./textOf.ts";

let scene: BackupScene;

before(async () => {
  scene = await BackupScene.start();
});
after(() => scene.stop());

const all = async (database: Database, table: string) =>
  (await database.query(`select * from ${table} t order by t::text`)).rows;

/** Every key and digest of a document, in hex. */
async function secretsOf(id: DocumentId): Promise<readonly string[]> {
  const { rows } = await scene.database.query<Record<string, Buffer>>(
    `select natural_key, claims_digest, person_key, name_key, wrapped_key, body_digest
     from documents d join idempotency_keys on document_id = d.id where d.id = $1`,
    [id],
  );
  const secrets = Object.values(rows[0] ?? {}).map((bytes) => bytes.toString("hex"));
  assert.equal(secrets.length, 6);
  return secrets;
}

test("what an erasure destroys lies in the keys file alone, and both together are the whole", async () => {
  const ids = [await scene.issue(), await scene.issue()];
  const [data, keys] = [await scene.copyData(), await scene.copyKeys()];
  for (const id of ids)
    for (const secret of await secretsOf(id)) {
      assert.ok(!textOf(data).includes(secret));
      assert.ok(textOf(keys).includes(secret));
    }
  const { database, replayed } = await scene.restore(data, keys);
  assert.equal(replayed, 0);
  for (const table of ["documents", "copies", "idempotency_keys", "sealed_keys", "erasures"])
    assert.deepEqual(await all(database, table), await all(scene.database, table), table);
});

test("of documents, the file that is kept has these columns and no others", async () => {
  const { tables } = (await scene.copyData()).manifest;
  const columns = new Set(
    tables.filter(({ name }) => name.startsWith("documents")).flatMap((table) => table.columns),
  );
  // A new column is put here, or into `keptApart.ts` when an erasure empties it.
  const kept = ["id", "created_at", "expires_at", "stream_id", "revision"];
  assert.deepEqual([...columns], [...kept, "replaces", "replaced_by", "erased_at"]);
});

test("what residents show by links is in neither file", async () => {
  const [data, keys] = [await scene.copyData(), await scene.copyKeys()];
  const names = [data, keys].flatMap(({ manifest }) => manifest.tables.map(({ name }) => name));
  assert.ok(names.includes("documents") || names.some((name) => name.startsWith("documents_")));
  const shown = names.filter((name) => /^(?:shares|share_openings|proof_requests)$/.test(name));
  assert.deepEqual(shown, []);
});

test("what was erased after the copy is erased where it is restored; what was made after it is not there", async () => {
  const [erased, kept] = [await scene.issue(), await scene.issue()];
  const data = await scene.copyData();
  await scene.erase(erased);
  const later = await scene.issue();
  const { database, replayed } = await scene.restore(data, await scene.copyKeys());
  assert.equal(replayed, 1);
  await assert.rejects(scene.read(database, erased), { code: "document.erased" });
  assert.deepEqual(await scene.read(database, kept), await scene.read(scene.database, kept));
  const ofErased = "select * from documents where id = $1";
  const [there, here] = await Promise.all(
    [scene.database, database].map((each) => each.query(ofErased, [erased])),
  );
  assert.deepEqual(here?.rows, there?.rows);
  const remembered = "select document_id from idempotency_keys where document_id = any($1)";
  const { rows } = await database.query(remembered, [[erased, kept, later]]);
  assert.deepEqual(rows, [{ document_id: kept }]);
  assert.deepEqual(await all(database, "erasures"), await all(scene.database, "erasures"));
  await assert.rejects(scene.read(database, later), /no such document/);
});

test("an erased document that waits for the log again is not signed again", async () => {
  const [erased, kept] = [await scene.issue(), await scene.issue()];
  const data = await scene.copyData();
  await scene.erase(erased);
  const { database } = await scene.restore(data, await scene.copyKeys());
  const { rows } = await database.query<{ stream: number; headers: number[] }>(
    `select stream_id as stream, array_agg(distinct header) as headers from copies
     where document_id = $1 group by stream_id`,
    [erased],
  );
  const { stream = 0, headers = [] } = rows[0] ?? {};
  const waiting = new WaitingCopies(database, scene.issuing.opener);
  const opened: DocumentId[] = [];
  for await (const copy of waiting.open({ stream, firstSeq: 0, count: 1_000 }, headers))
    opened.push(copy.document);
  assert.deepEqual([opened.includes(erased), opened.includes(kept)], [false, true]);
});

test("keys that do not know a document of the copy are refused; those that know more than it may be old", async () => {
  const id = await scene.issue();
  const before = await scene.copyKeys();
  await scene.erase(id);
  const { database, replayed } = await scene.restore(await scene.copyData(), before);
  assert.equal(replayed, 0);
  await assert.rejects(scene.read(database, id), { code: "document.erased" });
  await scene.issue();
  await assert.rejects(scene.restore(await scene.copyData(), before), {
    code: "backup.keys_older",
  });
});

test("digests come with the secrets that made them", async () => {
  const { database } = scene;
  const secret = (name: string, generation: number) =>
    database.query(
      `insert into sealed_keys (name, kind, public, sealed, generation)
       values ($1, 'secret', '{}', '\\x01', $2)`,
      [name, generation],
    );
  await scene.issue();
  await secret("secret/record-digests", 0);
  const data = await scene.copyData();
  await secret("secret/record-digests/1", 0);
  await database.query(
    "insert into digest_generations (purpose, generation) values ('records', 1)",
  );
  await database.query("update documents set digest_generation = 1 where erased_at is null");
  const keys = await scene.copyKeys();
  const restored = (await scene.restore(data, keys)).database;
  for (const table of ["digest_generations", "sealed_keys", "documents"])
    assert.deepEqual(await all(restored, table), await all(database, table), table);
  const { rows } = await restored.query("select distinct digest_generation from streams");
  assert.deepEqual(rows, [{ digest_generation: 1 }]);
  await database.query("update sealed_keys set generation = 1");
  const resealed = await scene.copyKeys();
  await assert.rejects(scene.restore(data, resealed), { code: "backup.keys_resealed" });
});

test("an import that was under way goes on with its rows, and ends where they are gone", async () => {
  const { imports } = scene.issuing;
  const request = { authority: idOf("nanshan-housing"), type: "resident-id" } as const;
  const file = Buffer.from(makeCsv(5_000, 5_150));
  const { id } = await imports.receive(
    { ...request, format: "csv", fileName: "people.csv", requestedBy: "0xofficer" },
    (async function* () {
      yield file;
    })(),
  );
  const [data, keys] = [await scene.copyData(), await scene.copyKeys()];
  const segments = await all(scene.database, "import_segments");
  assert.equal(segments.length, 2);
  for (const { content } of segments) {
    const line = (content as Buffer).toString("hex", 0, 1_000);
    assert.deepEqual([textOf(data).includes(line), textOf(keys).includes(line)], [false, true]);
  }
  const pair = (await scene.restore(data, keys)).database;
  assert.deepEqual(await all(pair, "import_segments"), segments);
  await scene.issuing.workAll();
  const { database } = await scene.restore(data, await scene.copyKeys());
  const { rows } = await database.query(
    "select state, error ->> 'code' as code from imports where id = $1",
    [id],
  );
  assert.deepEqual(rows, [{ state: "cancelled", code: "import.rows_gone" }]);
  assert.deepEqual(await all(database, "import_segments"), []);
});

test("data whose documents lie in the open is not copied before they are sealed", async () => {
  const { url, database } = await scene.postgres.database();
  await database.query("create table documents_unsealed (id uuid)");
  await assert.rejects(
    inOneSnapshot(url, async () => {}),
    { code: "backup.unsealed" },
  );
});
