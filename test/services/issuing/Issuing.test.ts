import assert from "node:assert/strict";
import { hash, randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { type DocumentId, parsePresentation } from "@sello/sdk";
import { canonicalJson } from "../../../services/issuing/canonicalJson.ts";
import { fixedSecret } from "../../../services/issuing/DigestGenerations.ts";
import type { HolderKey, IdempotencyKey } from "../../../services/issuing/IssuedDocument.ts";
import { RequestDigests } from "../../../services/issuing/RequestDigests.ts";
import { readSdJwt } from "../../../services/issuing/readSdJwt.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { startPostgres } from "../../support/postgres.ts";
import { sampleClaims } from "../registry/sampleClaims.ts";
import { idOf } from "../status/FakeRegistry.ts";
import { IssuingScene, makePrivateJwk } from "./IssuingScene.ts";
import { newApiKey } from "./newApiKey.ts";
import { makePerson } from "./people.ts";
import { makeLibrary } from "./sdJwtVcLibrary.ts";

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let scene: IssuingScene;
let nextPerson = 0;

const authority = idOf("nanshan-housing");
const officer = { authority, officer: "0xofficer" };
const dayMs = 86_400_000;

before(async () => {
  postgres = await startPostgres();
  ({ database } = await postgres.database());
  scene = new IssuingScene(database);
});
after(() => postgres.stop());

const newClaims = () => makePerson(nextPerson++);
const issue = async (claims: Record<string, unknown> = newClaims(), holderKey?: HolderKey) => {
  const request = { authority, type: "resident-id", claims, ...(holderKey ? { holderKey } : {}) };
  return (await scene.issuing.issue(request)).document;
};
const newHolderKey = (): HolderKey => {
  const { kty, crv, x, y } = makePrivateJwk() as Record<string, string>;
  return { kty, crv, x, y };
};

test("a document is pending at once, and the library verifies all of it", async () => {
  const claims = newClaims();
  const holderKey = newHolderKey();
  const document = await issue(claims, holderKey);
  const { id, issuedAt, expiresAt, ...rest } = document;
  assert.deepEqual(rest, {
    authority: "nanshan-housing",
    type: "resident-id",
    state: "pending",
    revision: 0,
    copies: 1,
    expired: false,
    replaces: null,
    replacedBy: null,
    status: { value: "valid", effective: true },
  });
  assert.deepEqual(await scene.reader.get(id), document);
  const text = await scene.reader.sdJwt(id);
  const { payload, header } = await makeLibrary(scene.signer.key).verify(text);
  const type = scene.types.byName("resident-id");
  assert.deepEqual(header, { alg: "ES256", typ: "dc+sd-jwt", kid: scene.signer.key.kid });
  assert.equal(payload.iss, "https://sello.example/authorities/nanshan-housing");
  assert.equal(payload.vct, type.vct);
  assert.equal(payload.exp, expiresAt);
  assert.deepEqual(payload.cnf, { jwk: holderKey });
  const iat = payload.iat as number;
  assert.equal(iat % 3_600, 0);
  assert.ok(iat <= issuedAt && issuedAt - iat < 3_601);
  assert.equal(payload.exp, scene.types.expiryOf(type, iat));
  assert.match(payload.status?.status_list.uri ?? "", /\/v1\/status-lists\/nanshan-housing\/0$/);
  const completed = scene.types.complete(type, claims, issuedAt);
  assert.ok("age_over_18" in completed);
  assert.deepEqual(readSdJwt(await scene.reader.content(id)), { claims: completed, holderKey });
});

test("a decision's inputs are hidden each, and read back as they were given", async () => {
  const mine = new IssuingScene((await postgres.database()).database);
  const claims = sampleClaims["decision-receipt"] ?? {};
  const request = { authority, type: "decision-receipt", claims };
  const person = newClaims().id_number as string;
  const { document } = await mine.issuing.issue({ ...request, person });
  const parsed = parsePresentation(await mine.reader.sdJwt(document.id));
  assert.ok(parsed.wellFormed);
  assert.deepEqual(parsed.subjectClaims, claims);
  const shown = parsed.sdJwt.issuerJwt.payload;
  assert.deepEqual(Object.keys(shown.inputs as object), ["_sd"]);
  assert.equal(shown.outcome, "granted");
  const content = await mine.reader.content(document.id);
  assert.deepEqual(readSdJwt(content).claims, claims);
});

test("claims that do not fit are refused with every violation, and nothing is stored", async () => {
  const person = newClaims();
  const claims = { ...person, sex: "unknown", extra: 1 };
  await assert.rejects(issue(claims), (error: { code: string; data: never }) => {
    const { violations } = error.data as { violations: { pointer: string }[] };
    assert.equal(error.code, "claims.invalid");
    assert.deepEqual(violations.map(({ pointer }) => pointer).sort(), ["/extra", "/sex"]);
    assert.ok(!JSON.stringify(violations).includes(String(person.id_number)));
    return true;
  });
  await assert.rejects(issue({ ...newClaims(), iss: "https://other" }), { code: "claims.invalid" });
  const deep: unknown = JSON.parse(`${"[".repeat(100_000)}${"]".repeat(100_000)}`);
  await assert.rejects(issue({ ...newClaims(), name: deep }), { code: "claims.invalid" });
  await assert.rejects(issue({ ...newClaims(), name: "x".repeat(70_000) }), {
    code: "claims.invalid",
  });
});

test("a holder's key must be a public one, on the curve", async () => {
  const key = newHolderKey();
  for (const bad of [{ ...key, x: key.y }, { ...key, d: key.x }, { kty: "RSA" }]) {
    await assert.rejects(issue(newClaims(), bad), { code: "holder_key.invalid" });
  }
});

test("unknown types and authorities, and those who may not issue, are told apart", async () => {
  const claims = newClaims();
  const ask = (wanted: object) =>
    scene.issuing.issue({ authority, type: "resident-id", claims, ...wanted });
  await assert.rejects(ask({ type: "nothing" }), { code: "document_type.unknown", status: 404 });
  await assert.rejects(ask({ authority: idOf("nobody") }), { code: "authority.unknown" });
  scene.registry.obstacles.set(authority, { code: "authority.unaccredited", authority });
  await assert.rejects(ask({}), { code: "authority.unaccredited", status: 403 });
  scene.registry.obstacles.clear();
  assert.equal((await ask({})).document.state, "pending");
});

test("the same record again names the document; other claims point to correcting it", async () => {
  const claims = newClaims();
  const { id } = await issue(claims);
  const data = { document: id, state: "valid" };
  const shuffled = Object.fromEntries(Object.entries(claims).reverse());
  await assert.rejects(issue(shuffled), { code: "document.exists", status: 409, data });
  const other = { ...claims, address: "elsewhere" };
  await assert.rejects(issue(other), { code: "document.differs", status: 409, data });
});

test("of two who issue the same record at once, one wins and the other is told", async () => {
  for (let round = 0; round < 10; round += 1) {
    const claims = newClaims();
    const results = await Promise.allSettled([issue(claims), issue(claims), issue(claims)]);
    const won = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    const told = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    assert.equal(won.length, 1);
    for (const error of told) {
      assert.equal(error.code, "document.exists");
      assert.equal(error.data.document, won[0]?.id);
    }
  }
});

test("an idempotency key gives the same document, and refuses another body", async () => {
  const key = await newIdempotencyKey();
  const request = { authority, type: "resident-id", claims: newClaims() };
  const first = await scene.issuing.issue(request, { idempotency: key });
  const again = await scene.issuing.issue(request, { idempotency: key });
  assert.equal(first.replay, false);
  assert.deepEqual(again, { document: first.document, replay: true });
  const other = { ...key, request: requestOf("other") };
  await assert.rejects(
    scene.issuing.issue({ ...request, claims: newClaims() }, { idempotency: other }),
    { code: "idempotency.mismatch", status: 409 },
  );
});

test("requests with one idempotency key at the same time make one document", async () => {
  for (let round = 0; round < 5; round += 1) {
    const idempotency = await newIdempotencyKey();
    const request = { authority, type: "resident-id", claims: newClaims() };
    const ask = () => scene.issuing.issue(request, { idempotency });
    const results = await Promise.allSettled([ask(), ask(), ask()]);
    const issued = results.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
    assert.equal(new Set(issued.map(({ document }) => document.id)).size, 1);
    assert.equal(issued.filter(({ replay }) => !replay).length, 1);
    // Who lost the race for the record, not for the key, is told of the same document.
    const documents = results.map((each) =>
      each.status === "fulfilled" ? each.value.document.id : each.reason.data.document,
    );
    assert.equal(new Set(documents).size, 1);
  }
});

test("an idempotency key past its time is forgotten", async () => {
  const idempotency = await newIdempotencyKey();
  const ask = () =>
    scene.issuing.issue({ authority, type: "resident-id", claims: newClaims() }, { idempotency });
  const first = await ask();
  await database.query("update idempotency_keys set created_at = now() - interval '31 days'");
  const second = await ask();
  assert.equal(second.replay, false);
  assert.notEqual(second.document.id, first.document.id);
  await database.query("update idempotency_keys set created_at = now() - interval '31 days'");
  await scene.upkeep.tidy();
  const { rows } = await database.query("select from idempotency_keys");
  assert.equal(rows.length, 0);
});

test("renewing gives the next revision a new term, and revokes the old one", async () => {
  const holderKey = newHolderKey();
  const old = await issue(newClaims(), holderKey);
  scene.nowMs += 30 * dayMs;
  const { document } = await scene.revisions.renew(old.id, officer);
  assert.equal(document.revision, 1);
  assert.equal(document.replaces, old.id);
  assert.ok((document.expiresAt ?? 0) >= (old.expiresAt ?? 0) + 30 * 86_400 - 3_600);
  const before = await scene.reader.get(old.id);
  assert.equal(before.replacedBy, document.id);
  assert.deepEqual(before.status, { value: "revoked", effective: false });
  assert.deepEqual(
    readSdJwt(await scene.reader.content(document.id)),
    readSdJwt(await scene.reader.content(old.id)),
  );
  await assert.rejects(scene.revisions.renew(old.id, officer), {
    code: "document.superseded",
    data: { document: old.id, replacedBy: document.id },
  });
  scene.nowMs = Date.now();
});

test("correcting keeps the term; the corrected record is then what is known", async () => {
  const claims = newClaims();
  const old = await issue(claims);
  const corrected = { ...claims, address: "corrected" };
  const { document } = await scene.revisions.correct(old.id, officer, corrected);
  assert.equal(document.expiresAt, old.expiresAt);
  const { claims: said } = readSdJwt(await scene.reader.content(document.id));
  assert.equal(said.address, "corrected");
  await assert.rejects(issue(corrected), {
    code: "document.exists",
    data: { document: document.id, state: "valid" },
  });
});

test("correcting a wrong natural key frees it, and does not take another's", async () => {
  const wrong = newClaims();
  const right = newClaims();
  const other = newClaims();
  const old = await issue(wrong);
  const taken = await issue(other);
  await assert.rejects(scene.revisions.correct(old.id, officer, other), {
    code: "document.exists",
    data: { document: taken.id },
  });
  assert.equal((await scene.reader.get(old.id)).replacedBy, null);
  await scene.revisions.correct(old.id, officer, right);
  assert.equal((await issue(wrong)).revision, 0);
});

test("replacing says the same with the same term, for another key", async () => {
  const old = await issue(newClaims(), newHolderKey());
  const holderKey = newHolderKey();
  const { document } = await scene.revisions.replace(old.id, officer, holderKey);
  assert.equal(document.expiresAt, old.expiresAt);
  const now = readSdJwt(await scene.reader.content(document.id));
  assert.deepEqual(now.holderKey, holderKey);
  assert.deepEqual(now.claims, readSdJwt(await scene.reader.content(old.id)).claims);
});

test("of two who renew at once, one wins and the other is told which", async () => {
  const { id } = await issue();
  const renew = () => scene.revisions.renew(id, officer);
  const results = await Promise.allSettled([renew(), renew()]);
  const won = results.find((each) => each.status === "fulfilled");
  const lost = results.find((each) => each.status === "rejected");
  assert.equal(lost?.reason.code, "document.superseded");
  assert.equal(lost?.reason.data.replacedBy, won?.value.document.id);
  const { rows } = await database.query("select from status_acts where document_id = $1", [id]);
  assert.equal(rows.length, 1);
});

test("an ancestor may renew; a stranger does not learn that the document is there", async () => {
  const { id } = await issue();
  const stranger = { authority: idOf("futian-health"), officer: "0x" };
  await assert.rejects(scene.revisions.renew(id, stranger), { code: "document.unknown" });
  const parent = { authority: idOf("nanshan"), officer: "0x" };
  assert.equal((await scene.revisions.renew(id, parent)).document.revision, 1);
});

test("copies share claims and nothing that would link them", async () => {
  const { id } = await issue();
  const keys = [newHolderKey(), newHolderKey(), newHolderKey()];
  assert.deepEqual(await scene.copies.add(id, keys), [1, 2, 3]);
  assert.deepEqual(await scene.copies.add(id, [newHolderKey()]), [4]);
  assert.equal((await scene.reader.get(id)).copies, 5);
  const texts = await Promise.all([0, 1, 2, 3].map((n) => scene.reader.sdJwt(id, n)));
  const library = makeLibrary(scene.signer.key);
  const payloads = await Promise.all(
    texts.map(async (text) => (await library.verify(text)).payload),
  );
  const distinct = (read: (payload: (typeof payloads)[number]) => unknown) =>
    new Set(payloads.map((payload) => canonicalJson(read(payload)))).size;
  assert.equal(
    distinct((payload) => payload.status?.status_list.idx),
    4,
  );
  assert.equal(
    distinct((payload) => payload.cnf),
    4,
  );
  assert.equal(
    distinct(({ cnf, status, ...claims }) => claims),
    1,
  );
  const disclosures = texts.flatMap((text) => text.split("~").slice(1).filter(Boolean));
  assert.equal(new Set(disclosures).size, disclosures.length);
});

test("no copies of what is revoked or superseded, nor too many", async () => {
  const { id } = await issue();
  const keys = Array.from({ length: 101 }, newHolderKey);
  await assert.rejects(scene.copies.add(id, keys), { code: "copies.count" });
  const { document } = await scene.revisions.renew(id, officer);
  await assert.rejects(scene.copies.add(id, [newHolderKey()]), {
    code: "document.superseded",
  });
  const act = { document: document.id, reason: "lost" as const, officer: "0x" };
  await database.transaction((tx) =>
    scene.statuses.revoke(tx, [{ ...act, actingAuthority: authority }]),
  );
  await assert.rejects(scene.copies.add(document.id, [newHolderKey()]), {
    code: "document.revoked",
  });
});

test("no copies of what is suspended: their flags would say valid", async () => {
  const { id } = await issue();
  await scene.statuses.act({
    documents: [id],
    action: "suspend",
    reason: "lost",
    actingAuthority: authority,
    officer: "0x",
  });
  await assert.rejects(scene.copies.add(id, [newHolderKey()]), {
    code: "document.suspended",
  });
});

test("a document expires, and says so", async () => {
  const { id, expiresAt } = await issue();
  scene.nowMs = (expiresAt ?? 0) * 1_000 - 1;
  assert.equal((await scene.reader.get(id)).expired, false);
  scene.nowMs += 1;
  assert.equal((await scene.reader.get(id)).expired, true);
  scene.nowMs = Date.now();
});

test("what is unknown, or no id at all, is not found", async () => {
  for (const id of [randomUUID(), "1", "' or 1=1"] as string[] as DocumentId[]) {
    await assert.rejects(scene.reader.get(id), { code: "document.unknown", status: 404 });
    await assert.rejects(scene.reader.sdJwt(id), { code: "document.unknown" });
    await assert.rejects(scene.revisions.renew(id, officer), { code: "document.unknown" });
  }
});

test("pages walk every document once, by type, newest first, and by state", async () => {
  const mine = new IssuingScene((await postgres.database()).database);
  const ids: DocumentId[] = [];
  for (let n = 0; n < 7; n += 1) {
    const request = { authority, type: "resident-id", claims: makePerson(n) };
    ids.push((await mine.issuing.issue(request)).document.id);
  }
  const walk = async (query: object) => {
    const found: DocumentId[] = [];
    for (let next: string | null | undefined; next !== null; ) {
      const page = await mine.reader.list({
        authorities: [authority],
        limit: 3,
        ...query,
        ...(next ? { after: next } : {}),
      });
      found.push(...page.documents.map(({ id }) => id));
      next = page.next;
    }
    return found;
  };
  assert.deepEqual(await walk({}), ids.toReversed());
  assert.deepEqual(await walk({ type: "resident-id" }), ids.toReversed());
  assert.deepEqual(await walk({ type: "library-card" }), []);
  assert.deepEqual(await walk({ authorities: [idOf("futian-health")] }), []);
  await anchor(mine.database, 0, 4);
  assert.deepEqual(await walk({ state: "anchored" }), ids.slice(0, 4).toReversed());
  assert.deepEqual(await walk({ state: "pending" }), ids.slice(4).toReversed());
  assert.deepEqual(await walk({ state: "held" }), []);
  mine.registry.obstacles.set(authority, { code: "authority.inactive", authority });
  assert.deepEqual(await walk({ state: "held" }), ids.slice(4).toReversed());
  assert.equal((await mine.reader.get(ids[0] as DocumentId)).state, "anchored");
  await assert.rejects(mine.reader.list({ authorities: [authority], after: "nonsense" }), {
    code: "page.cursor",
  });
});

test("numbers of a stream have no gaps, no matter who fails in between", async () => {
  const claims = newClaims();
  await issue(claims);
  await Promise.allSettled([issue(claims), issue(), issue(claims), issue(), issue({})]);
  await assertNoGaps();
});

async function assertNoGaps(): Promise<void> {
  const { rows } = await database.query<{ copies: number; next: number }>(
    `select count(*)::int as copies, max(s.next_seq)::int as next
     from copies c join streams s on s.id = c.stream_id where c.seq < s.next_seq`,
  );
  assert.equal(rows[0]?.copies, rows[0]?.next);
}

test("with an idempotency key and without, at once: each record once, no gaps, answers as read back", async () => {
  const records = Array.from({ length: 12 }, newClaims);
  const keys = await Promise.all(records.map(newIdempotencyKey));
  const asks = records.flatMap((claims, index) => {
    const request = { authority, type: "resident-id", claims };
    const idempotency = keys[index] as IdempotencyKey;
    const ask = (options = {}) => scene.issuing.issue(request, options);
    // Twice by one key, once by another, once by none.
    return [
      ask({ idempotency }),
      ask({ idempotency }),
      ask({ idempotency: { ...idempotency, key: "other" } }),
      ask(),
    ];
  });
  const results = await Promise.allSettled(asks);
  const issued = results.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  const fresh = issued.filter(({ replay }) => !replay);
  assert.equal(fresh.length, records.length);
  for (const { document } of fresh) assert.deepEqual(await scene.reader.get(document.id), document);
  for (const each of results)
    if (each.status === "rejected") assert.equal(each.reason.code, "document.exists");
  // A key that lost is free for another request: nothing of what was refused is remembered.
  const { rows } = await database.query<{ strays: number }>(
    `select count(*)::int as strays from idempotency_keys k
     where not exists (select from documents d where d.id = k.document_id)`,
  );
  assert.equal(rows[0]?.strays, 0);
  await assertNoGaps();
});

test("a key's answer is given again whatever is against the request by now", async () => {
  const idempotency = await newIdempotencyKey();
  const request = { authority, type: "resident-id", claims: newClaims() };
  const { document } = await scene.issuing.issue(request, { idempotency });
  scene.registry.obstacles.set(authority, { code: "authority.unaccredited", authority });
  try {
    const again = await scene.issuing.issue(request, { idempotency });
    assert.deepEqual([again.document.id, again.replay], [document.id, true]);
  } finally {
    scene.registry.obstacles.clear();
  }
  await scene.revisions.renew(document.id, officer);
  const later = await scene.issuing.issue(request, { idempotency });
  assert.deepEqual([later.document.id, later.replay], [document.id, true]);
});

const requests = new RequestDigests(fixedSecret(Buffer.alloc(32, 8)));
const requestOf = (body: string) =>
  requests.of({
    operation: "issueDocument",
    document: null,
    bodyDigest: hash("sha256", body, "buffer"),
  });

async function newIdempotencyKey(): Promise<IdempotencyKey> {
  const callerId = await newApiKey(database, authority);
  return { callerId, actor: `api-key:${callerId}`, key: "k", request: requestOf("body") };
}

async function anchor(target: Database, firstSeq: number, count: number): Promise<void> {
  await target.query(
    `insert into batches (stream_id, first_seq, count, root, state, log_index, anchored_at)
     select id, $1, $2, '\\x01', 'anchored', 0, 0 from streams`,
    [firstSeq, count],
  );
}
