import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { after, before, beforeEach, test } from "node:test";
import type { DocumentId } from "@sello/sdk";
import { officerId } from "../../../services/http/Caller.ts";
import { fixedSecret } from "../../../services/issuing/DigestGenerations.ts";
import type { IssueOptions } from "../../../services/issuing/IssuedDocument.ts";
import { PgIssuances } from "../../../services/issuing/PgIssuances.ts";
import { RequestDigests } from "../../../services/issuing/RequestDigests.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { startPostgres } from "../../support/postgres.ts";
import { idOf } from "../status/FakeRegistry.ts";
import { IssuingScene, makePrivateJwk } from "./IssuingScene.ts";
import { newApiKey } from "./newApiKey.ts";
import { makePerson, toCsvRow } from "./people.ts";

const authority = idOf("nanshan-housing");
const digests = new RequestDigests(fixedSecret(Buffer.alloc(32, 1)));
let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let scene: IssuingScene;
let issuances: PgIssuances;
let key: string;
let other: string;
let next = 0;

before(async () => {
  postgres = await startPostgres();
});
after(() => postgres.stop());
beforeEach(async () => {
  ({ database } = await postgres.database());
  scene = new IssuingScene(database, makePrivateJwk());
  issuances = new PgIssuances(database);
  key = await newApiKey(database, authority);
  other = await newApiKey(database, authority);
});

const by = (callerId: string): IssueOptions => ({
  idempotency: {
    callerId,
    actor: `api-key:${callerId}`,
    key: String(next),
    request: digests.of({
      operation: "issueDocument",
      document: null,
      bodyDigest: hash("sha256", String(next), "buffer"),
    }),
  },
});

async function issue(callerId: string): Promise<DocumentId> {
  next += 1;
  const claims = makePerson(next);
  const request = { authority, type: "resident-id", claims };
  return (await scene.issuing.issue(request, by(callerId))).document.id;
}

async function importRows(
  callerId: string,
  count: number,
  requestedBy = `api-key:${callerId}`,
): Promise<string> {
  const rows = Array.from({ length: count }, (_, index) => toCsvRow(makePerson(next + 1 + index)));
  next += count;
  const header = Object.keys(makePerson(0)).join(",");
  const { id } = await scene.imports.receive(
    {
      authority,
      type: "resident-id",
      format: "csv",
      fileName: "a",
      requestedBy,
    },
    (async function* () {
      yield Buffer.from(`${header}\n${rows.join("\n")}\n`);
    })(),
  );
  return id;
}

const all = async (callerId: string, limit = 1_000, since: number | null = null) => {
  const found: DocumentId[] = [];
  let after: Awaited<ReturnType<PgIssuances["of"]>>["next"] = null;
  do {
    const page: Awaited<ReturnType<PgIssuances["of"]>> = await issuances.of(callerId, {
      after,
      since,
      limit,
      authorities: null,
    });
    found.push(...page.documents);
    after = page.next;
  } while (after !== null);
  return found;
};

test("all that a key had issued is found, page by page, and nothing of another", async () => {
  const mine = [await issue(key)];
  const theirs = [await issue(other)];
  mine.push(await issue(key));
  await importRows(key, 250);
  await scene.workAll();
  const renewed = await scene.revisions.renew(
    theirs[0] as DocumentId,
    { authority, officer: "0x" },
    undefined,
    by(key),
  );
  for (const limit of [1_000, 200, 7, 1]) {
    const found = await all(key, limit);
    assert.equal(found.length, 253, `pages of ${limit}`);
    assert.equal(new Set(found).size, 253);
    assert.deepEqual(
      [found.includes(mine[0] as DocumentId), found.includes(renewed.document.id)],
      [true, true],
    );
  }
  assert.deepEqual(await all(other), theirs);
  assert.deepEqual(await all(key, 10, Math.floor(Date.now() / 1_000) + 3_600), []);
});

test("what an officer issued is found by their account, by files too, for the authorities asked for", async () => {
  const account = `0x${"a1".repeat(20)}`;
  const officer = officerId(account);
  const one = await issue(officer);
  await importRows(officer, 120, `officer:${account}`);
  await scene.workAll();
  const found = await all(officer);
  assert.equal(found.length, 121);
  assert.ok(found.includes(one));
  const asked = { after: null, since: null, limit: 1_000 };
  const inOffice = await issuances.of(officer, { ...asked, authorities: [authority] });
  assert.deepEqual(inOffice.documents, found);
  const elsewhere = [`0x${"00".repeat(32)}` as typeof authority];
  assert.deepEqual(
    (await issuances.of(officer, { ...asked, authorities: elsewhere })).documents,
    [],
  );
});

test("copies count to who asked for them, and what the program does by itself to nobody", async () => {
  const id = await issue(key);
  await scene.revisions.reissue(id, { authority, officer: "system" });
  const { rows } = await database.query<{ n: number }>(
    "select count(*)::int as n from issuances where caller_id is null",
  );
  assert.equal(rows[0]?.n, 1);
  const { rows: sums } = await database.query<{ same: boolean }>(
    `select (select sum(count) from issuances) = (select count(*) from copies) as same`,
  );
  assert.equal(sums[0]?.same, true);
});

test("a file goes no further when the key with which it was sent has been ended; another key takes it over", async () => {
  const id = await importRows(key, 250);
  await scene.importStore.work((tx, job) => scene.processor.process(tx, job));
  await database.query("update api_keys set revoked_at = now() where id = $1", [key]);
  const loop = scene.makeLoop();
  loop.start();
  while ((await scene.imports.get(id)).state === "running")
    await new Promise((done) => setTimeout(done, 20));
  await loop.stop();
  const paused = await scene.imports.get(id);
  assert.deepEqual(
    [paused.state, paused.error?.code, paused.rows.issued],
    ["paused", "import.key_ended", 100],
  );
  await scene.imports.resume(id, `api-key:${other}`);
  await scene.workAll();
  const done = await scene.imports.get(id);
  assert.deepEqual(
    [done.state, done.rows.issued, done.requestedBy],
    ["done", 250, `api-key:${other}`],
  );
  assert.deepEqual([(await all(key)).length, (await all(other)).length], [100, 150]);
});
