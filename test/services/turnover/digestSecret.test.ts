import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { after, before, beforeEach, test } from "node:test";
import type { DocumentId } from "@sello/sdk";
import { PgAuditLog } from "../../../services/audit/PgAuditLog.ts";
import { LiveDigestSecrets } from "../../../services/issuing/DigestGenerations.ts";
import { DocumentDrafter } from "../../../services/issuing/DocumentDrafter.ts";
import { IdempotentRequests } from "../../../services/issuing/IdempotentRequests.ts";
import { Issuing } from "../../../services/issuing/Issuing.ts";
import { IssuingRight } from "../../../services/issuing/IssuingRight.ts";
import { PgFileKeys } from "../../../services/issuing/imports/held/FileKeys.ts";
import { SegmentProcessor } from "../../../services/issuing/imports/SegmentProcessor.ts";
import { SegmentWorker } from "../../../services/issuing/imports/SegmentWorker.ts";
import { PgDigests } from "../../../services/issuing/PgDigests.ts";
import { RecordDigests } from "../../../services/issuing/RecordDigests.ts";
import { RequestDigests } from "../../../services/issuing/RequestDigests.ts";
import { Revisions } from "../../../services/issuing/Revisions.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { silentLogger } from "../../../services/platform/Logger.ts";
import type { Claims } from "../../../services/registry/types/DocumentType.ts";
import { SealedDocumentSigner } from "../../../services/signing/DocumentSigner.ts";
import { PgSealedKeyStore } from "../../../services/signing/PgSealedKeyStore.ts";
import { SealedKeys } from "../../../services/signing/SealedKeys.ts";
import { DigestSecretTurnover } from "../../../services/turnover/kinds/DigestSecretTurnover.ts";
import type { Turnover } from "../../../services/turnover/Turnover.ts";
import { startPostgres } from "../../support/postgres.ts";
import { IssuingScene, makePrivateJwk } from "../issuing/IssuingScene.ts";
import { newApiKey } from "../issuing/newApiKey.ts";
import { makePerson } from "../issuing/people.ts";
import { idOf } from "../status/FakeRegistry.ts";

// Each process has its own knowledge of the secrets, and refreshes it when the test says so: the slowest there can be.
const authority = idOf("nanshan-housing");
const officer = { authority, officer: "0xofficer" };
let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let scene: IssuingScene;
let a: Process;
let b: Process;
let next = 0;
let nowMs = 1_800_000_000_000;

type Process = Awaited<ReturnType<typeof openProcess>>;

before(async () => {
  postgres = await startPostgres();
});
after(() => postgres.stop());

beforeEach(async () => {
  ({ database } = await postgres.database());
  const privateJwk = makePrivateJwk();
  scene = new IssuingScene(database, privateJwk);
  a = await openProcess();
  b = await openProcess();
});

async function openProcess() {
  const keys = await SealedKeys.open({
    store: new PgSealedKeyStore(database),
    secret: "the sealing secret, which is long enough",
  });
  const secrets = await LiveDigestSecrets.open({ database, keys, logger: silentLogger });
  const digests = new RecordDigests(secrets.of("records"));
  const requests = new RequestDigests(secrets.of("requests"));
  const { registry, types, signer, documents, statuses, places, clock, importStore } = scene;
  const drafter = new DocumentDrafter({ types, digests, publicUrl: "http://sello.test" });
  const documentSigner = new SealedDocumentSigner(signer, scene.authorityKeys);
  const right = new IssuingRight({
    registry,
    types,
    signer: documentSigner,
    store: documents,
    clock,
  });
  const reader = scene.reader;
  const idempotent = new IdempotentRequests({ store: documents, reader });
  const shared = { store: documents, places, drafter, right, requests: idempotent };
  const processor = new SegmentProcessor({
    places,
    documents,
    imports: importStore,
    drafter,
    right,
    keys: new PgFileKeys(scene.database, scene.authorityKeys),
  });
  return {
    keys,
    secrets,
    digests,
    requests,
    issuing: new Issuing({ ...shared, audit: new PgAuditLog(database) }),
    revisions: new Revisions({ ...shared, types, statuses, reader }),
    processor,
    worker: new SegmentWorker({ imports: importStore, processor, logger: silentLogger }),
    turnover: new DigestSecretTurnover({
      store: new PgDigests(database),
      digests,
      opener: scene.opener,
      secrets,
      types,
      clock: { nowMs: () => nowMs },
    }),
  };
}

const newClaims = () => makePerson(next++);
const issue = async (process: Process, claims: Claims = newClaims()) =>
  (await process.issuing.issue({ authority, type: "resident-id", claims })).document.id;

const card = (number: number) => ({
  name: "李明",
  card_number: `04409999${10_000 + number}`,
  home_library: "深圳图书馆",
  birth_date: "1990-05-01",
  loans_max: 10,
  joined: "2026-01-15",
});

async function advance(process: Process, data: Turnover["data"], steps = 1) {
  let kept = data;
  let last = "";
  for (let step = 0; step < steps; step += 1) {
    const progress = await process.turnover.advance({ data: kept, state: "running" } as Turnover);
    kept = progress.data;
    last = progress.step;
    if (progress.waitMs) nowMs += progress.waitMs;
  }
  return { data: kept, step: last };
}

async function finish(process: Process, data: Turnover["data"]): Promise<Turnover["data"]> {
  for (let steps = 0; steps < 40; steps += 1) {
    const done = await advance(process, data);
    data = done.data;
    if (done.step === "done") return data;
  }
  throw new Error("no end after forty steps");
}

const refused = (code: string, document: string) => ({
  code,
  data: { document, state: "valid" },
});

const count = async (sql: string): Promise<number> =>
  Number((await database.query<{ n: string }>(`select count(*) as n ${sql}`)).rows[0]?.n);

test("documents of before are found under the new secret, and the old one is erased", async () => {
  const claims = newClaims();
  const id = await issue(a, claims);
  const replaced = await a.revisions.renew(await issue(a), officer);
  const data = await finish(a, await a.turnover.begin());
  assert.deepEqual(a.turnover.view({ data } as Turnover), { renamed: 3, names: 0, persons: 0 });
  assert.equal(await count("from documents where digest_generation = 0"), 0);
  assert.equal(await count("from documents where person_generation = 0"), 0);
  assert.equal(await count("from sealed_keys where name = 'secret/record-digests'"), 0);
  for (const process of [a, await openProcess()])
    await assert.rejects(issue(process, claims), refused("document.exists", id));
  await b.secrets.refresh();
  const person = b.digests.person(String(claims.id_number));
  const [found] = await scene.documents.ofPerson(person, 10);
  assert.equal(found?.id, id);
  await b.revisions.renew(replaced.document.id, officer);
});

test("no record is issued twice, however much of it a process knows", async () => {
  const data = await a.turnover.begin();
  const early = newClaims();
  const first = await issue(b, early);
  let state = (await advance(a, data)).data;
  // One knows the new secret, the other does not: both still write what both can find.
  const meanwhile = newClaims();
  const second = await issue(a, meanwhile);
  await assert.rejects(issue(b, meanwhile), { code: "document.exists" });
  state = (await advance(a, state, 6)).data;
  assert.equal(await count("from streams where digest_generation = 1"), 1);
  // The other slept through all of it. Its next document is refused once, and named as it has to be.
  await assert.rejects(issue(b, early), refused("document.exists", first));
  await assert.rejects(
    issue(b, { ...meanwhile, name: "张三" }),
    refused("document.differs", second),
  );
  const late = newClaims();
  const third = await issue(b, late);
  await assert.rejects(issue(a, late), refused("document.exists", third));
  await finish(a, state);
  for (const claims of [early, meanwhile, late])
    for (const process of [a, b])
      await assert.rejects(issue(process, claims), { code: "document.exists" });
});

test("the same record asked of two processes at once, at every step, is issued once", async () => {
  let data = await a.turnover.begin();
  for (let step = 0; ; step += 1) {
    const claims = newClaims();
    const settled = await Promise.allSettled([
      issue(a, claims),
      issue(b, claims),
      issue(a, claims),
    ]);
    const issued = settled.filter(({ status }) => status === "fulfilled");
    assert.equal(issued.length, 1, `step ${step}`);
    for (const each of settled)
      if (each.status === "rejected") assert.equal(each.reason.code, "document.exists");
    const done = await advance(a, data);
    data = done.data;
    if (done.step === "done") break;
    assert.ok(step < 40);
  }
});

test("an import whose worker does not know the new secret issues each record once", async () => {
  const rows = Array.from({ length: 250 }, (_, index) => card(index));
  const text = rows.map((row) => JSON.stringify(row)).join("\n");
  const receive = () =>
    scene.imports.receive(
      { authority, type: "library-card", format: "ndjson", fileName: "a", requestedBy: "0x" },
      (async function* () {
        yield Buffer.from(`${text}\n`);
      })(),
    );
  const { id } = await receive();
  b.worker.loop.start();
  const begun = await a.turnover.begin();
  const data = (await advance(a, begun, 4)).data;
  const again = await receive();
  await finish(a, data);
  for (const each of [id, again.id])
    while ((await scene.imports.get(each)).state !== "done")
      await new Promise((resolve) => setTimeout(resolve, 20));
  await b.worker.loop.stop();
  const [first, second] = [await scene.imports.get(id), await scene.imports.get(again.id)];
  assert.deepEqual([first.rows.issued + second.rows.issued, first.rows.rejected], [250, 0]);
  assert.deepEqual([second.rows.rejected, first.state], [0, "done"]);
  assert.equal(await count("from documents"), 250);
});

test("killed after any step, with what it did but had not kept, it goes on", async () => {
  const claims = newClaims();
  for (let killed = 0; killed < 8; killed += 1) {
    const id = await issue(a, newClaims());
    const begun = await a.turnover.begin();
    const kept = (await advance(a, begun, killed)).data;
    // The step is done, and what it would have kept is lost.
    await a.turnover.advance({ data: kept, state: "running" } as Turnover);
    const other = await openProcess();
    const data = await finish(other, kept);
    assert.equal(other.turnover.view({ data } as Turnover).names, 0, `killed after ${killed}`);
    assert.equal(await count("from digest_generations where purpose = 'records'"), 1);
    await a.secrets.refresh();
    assert.equal((await a.revisions.renew(id, officer)).document.replaces, id);
  }
  await issue(a, claims);
});

test("a person who was named beside the claims is found still, by the old secret kept for that alone", async () => {
  const number = String(newClaims().id_number);
  const request = { authority, type: "library-card", claims: card(1_000), person: number };
  const { document } = await a.issuing.issue(request);
  const data = await finish(a, await a.turnover.begin());
  assert.deepEqual(a.turnover.view({ data } as Turnover), { renamed: 1, names: 0, persons: 1 });
  await b.secrets.refresh();
  const found = await scene.documents.ofPerson(b.digests.person(number), 10);
  assert.deepEqual(
    found.map(({ id }) => id),
    [document.id],
  );
  const renewed = await b.revisions.renew(document.id, officer);
  const [after] = await scene.documents.ofPerson(b.digests.person(number), 10);
  assert.equal(after?.id, renewed.document.id);
  // Names of records are made with the new one alone.
  const cards = scene.types.byName("library-card");
  const [named] = await b.digests.ofAll(cards, [{ claims: card(1), person: null }]);
  assert.deepEqual(named?.others, []);
});

type Ask = { readonly callerId: string; readonly body?: string; readonly claims: Claims };

const toKeyed = (process: Process, { callerId, body = "body" }: Omit<Ask, "claims">) => ({
  idempotency: {
    callerId,
    actor: `api-key:${callerId}`,
    key: "k",
    request: process.requests.of({
      operation: "issueDocument",
      document: null,
      bodyDigest: hash("sha256", body, "buffer"),
    }),
  },
});

const ask = (process: Process, { claims, ...keyed }: Ask) =>
  process.issuing.issue({ authority, type: "resident-id", claims }, toKeyed(process, keyed));

const keptFor = (purpose: string) => count(`from sealed_keys where name = 'secret/${purpose}'`);

test("a request that comes again gets the same answer, and the old secret goes with the last of its keys", async () => {
  const claims = newClaims();
  const callerId = await newApiKey(database, authority);
  const { document } = await ask(a, { callerId, claims });
  await finish(a, await a.turnover.begin());
  for (const process of [a, b, await openProcess()]) {
    const again = await ask(process, { callerId, claims });
    assert.deepEqual([again.document.id, again.replay], [document.id, true]);
    const other = ask(process, { callerId, claims, body: "other" });
    await assert.rejects(other, { code: "idempotency.mismatch" });
  }
  await scene.upkeep.tidy();
  assert.equal(await keptFor("request-digests"), 1);
  await database.query("update idempotency_keys set created_at = now() - interval '31 days'");
  await scene.upkeep.tidy();
  assert.equal(await keptFor("request-digests"), 0);
  assert.ok(await issue(b, newClaims()));
});

test("a request that waited through a whole change is answered again, too", async () => {
  const claims = newClaims();
  const callerId = await newApiKey(database, authority);
  const waiting = toKeyed(b, { callerId });
  await finish(a, await a.turnover.begin());
  assert.equal(await keptFor("request-digests"), 0);
  const request = { authority, type: "resident-id", claims };
  const { document } = await b.issuing.issue(request, waiting);
  for (const process of [a, b, await openProcess()]) {
    const again = await ask(process, { callerId, claims });
    assert.deepEqual([again.document.id, again.replay], [document.id, true]);
  }
});

test("the old secret of requests stays while a stream still names with it", async () => {
  const claims = newClaims();
  const callerId = await newApiKey(database, authority);
  await issue(b);
  const data = (await advance(a, await a.turnover.begin())).data;
  await scene.upkeep.tidy();
  assert.equal(await keptFor("request-digests"), 1);
  const { document } = await ask(b, { callerId, claims });
  await finish(a, data);
  await scene.upkeep.tidy();
  assert.equal((await ask(a, { callerId, claims })).document.id, document.id);
});

const revoke = (document: string) =>
  scene.statuses.act({
    documents: [document as DocumentId],
    action: "revoke",
    reason: "lost",
    actingAuthority: authority,
    officer: officer.officer,
  });

test("a process that slept through the change corrects, and issues after what has ended", async () => {
  const [corrected, ended] = [newClaims(), newClaims()];
  const first = await issue(a, corrected);
  const second = await issue(a, ended);
  await revoke(second);
  await finish(a, await a.turnover.begin());
  const asked = { authority, type: "resident-id", claims: ended };
  const after = await b.revisions.issueAfter(asked, second as DocumentId, officer.officer);
  assert.equal(after.document.replaces, second);
  const c = await openProcess();
  await finish(a, await a.turnover.begin());
  const words = { ...corrected, name: "张三" };
  const correction = await c.revisions.correct(first as DocumentId, officer, words);
  assert.equal(correction.document.replaces, first);
});

test("a dry run finds contradictions and what is known, while the secret changes", async () => {
  const known = card(2_000);
  await a.issuing.issue({ authority, type: "library-card", claims: known });
  const rows = Array.from({ length: 200 }, (_, index) => card(3_000 + index));
  const last = { ...card(3_000), name: "张三" };
  const text = [...rows, known, last].map((row) => JSON.stringify(row)).join("\n");
  const { id } = await scene.imports.receive(
    {
      authority,
      type: "library-card",
      format: "ndjson",
      fileName: "a",
      requestedBy: "0x",
      dryRun: true,
    },
    (async function* () {
      yield Buffer.from(`${text}\n`);
    })(),
  );
  const work = (process: Process) =>
    process.processor.retryStale(() =>
      scene.importStore.work((tx, job) => process.processor.process(tx, job)),
    );
  await work(b);
  const data = (await advance(a, await a.turnover.begin(), 4)).data;
  await work(a);
  await work(b);
  await finish(a, data);
  const { rows: found, state } = await scene.imports.get(id);
  assert.deepEqual([state, found.valid, found.existing, found.rejected], ["done", 200, 1, 1]);
});

test("looking for secrets makes no erased one again", async () => {
  await issue(a);
  const { rows: before } = await database.query("select * from digest_generations");
  await finish(a, await a.turnover.begin());
  let answers = 0;
  // What a process read a moment before both were erased.
  const late = {
    query: (text: string, values?: readonly unknown[]) =>
      answers++ === 0 ? { rows: [...before], rowCount: 1 } : database.query(text, values),
  } as unknown as Database;
  const { keys } = await openProcess();
  const secrets = await LiveDigestSecrets.open({ database: late, keys, logger: silentLogger });
  assert.equal(secrets.of("records").live.newest.generation, 1);
  assert.equal(await keptFor("record-digests"), 0);
});
