import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { after, before, test } from "node:test";
import type { StatusReason } from "@sello/api";
import type { DocumentId } from "@sello/sdk";
import { fixedSecret } from "../../services/issuing/DigestGenerations.ts";
import type { IdempotencyKey } from "../../services/issuing/IssuedDocument.ts";
import { RequestDigests } from "../../services/issuing/RequestDigests.ts";
import type { Database } from "../../services/platform/database/Database.ts";
import { IssuingScene, makePrivateJwk } from "../services/issuing/IssuingScene.ts";
import { newApiKey } from "../services/issuing/newApiKey.ts";
import { makePerson } from "../services/issuing/people.ts";
import { idOf } from "../services/status/FakeRegistry.ts";
import { startPostgres } from "../support/postgres.ts";

// What becomes of a record when its document was suspended, revoked, or has expired.

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let scene: IssuingScene;
let nextPerson = 0;

const authority = idOf("nanshan-housing");
const officer = { authority, officer: "0xofficer" };

before(async () => {
  postgres = await startPostgres();
  ({ database } = await postgres.database());
  scene = new IssuingScene(database);
});
after(() => postgres.stop());

type Claims = Record<string, unknown>;
const request = (claims: Claims) => ({ authority, type: "resident-id", claims });
async function issue(claims: Claims = makePerson(nextPerson++)) {
  const { document } = await scene.issuing.issue(request(claims));
  return { id: document.id, claims };
}
const act = (id: DocumentId, action: "suspend" | "reinstate" | "revoke", reason: StatusReason) =>
  scene.statuses.act({
    documents: [id],
    action,
    reason,
    actingAuthority: idOf("nanshan"),
    officer: "0xcity",
  });
const revisionsOf = (id: DocumentId, claims: Claims) => [
  () => scene.revisions.renew(id, officer),
  () => scene.revisions.correct(id, officer, claims),
  () => scene.revisions.replace(id, officer),
];
const code = (expected: string) => (error: { code?: string; status?: number }) =>
  error.code === expected && error.status === 409;

test("L1 a suspended document is not renewed, corrected or replaced", async () => {
  const { id, claims } = await issue();
  await act(id, "suspend", "under_review");
  for (const revise of revisionsOf(id, claims))
    await assert.rejects(revise, code("document.suspended"));
  assert.equal((await scene.reader.get(id)).status.value, "suspended");
  await act(id, "reinstate", "review_completed");
  assert.equal((await scene.revisions.renew(id, officer)).document.revision, 1);
});

for (const reason of ["authority_decision", "issued_in_error", "deceased"] as const)
  test(`L1 a document revoked as ${reason} gets no revision`, async () => {
    const { id, claims } = await issue();
    await act(id, "revoke", reason);
    for (const revise of revisionsOf(id, claims))
      await assert.rejects(revise, code("document.revoked"));
  });

for (const reason of ["lost", "stolen", "key_compromise"] as const)
  test(`L1 a document revoked as ${reason} may be replaced, and only that`, async () => {
    const { id, claims } = await issue();
    await act(id, "revoke", reason);
    const [renew, correct, replace] = revisionsOf(id, claims);
    await assert.rejects(renew as () => Promise<unknown>, code("document.revoked"));
    await assert.rejects(correct as () => Promise<unknown>, code("document.revoked"));
    const { document } = await (replace as () => ReturnType<typeof scene.revisions.replace>)();
    assert.equal(document.replaces, id);
    assert.equal(document.status.value, "valid");
    assert.equal((await scene.reader.get(id)).status.value, "revoked");
  });

test("L1 revoking and renewing at once: whichever comes second sees the first", async () => {
  for (let round = 0; round < 12; round += 1) {
    const { id } = await issue();
    const acts = [
      () => act(id, "revoke", "authority_decision"),
      () => scene.revisions.renew(id, officer),
    ];
    const both = round % 2 === 0 ? acts : acts.reverse();
    const results = await Promise.allSettled(both.map((each) => each()));
    const renewed = round % 2 === 0 ? results[1] : results[0];
    const history = await scene.statuses.history(id);
    const reasons = history.map(({ reason }) => reason.code);
    if (renewed?.status === "fulfilled") assert.deepEqual(reasons[0], "superseded");
    else {
      assert.equal(renewed?.reason.code, "document.revoked");
      assert.deepEqual(reasons, ["authority_decision"]);
    }
  }
});

test("L2 a record whose document is revoked or expired is refused with that, and named", async () => {
  const revokedOne = await issue();
  await act(revokedOne.id, "revoke", "lost");
  await assert.rejects(
    scene.issuing.issue(request(revokedOne.claims)),
    (error: { code: string; data: { document: string } }) =>
      error.code === "document.revoked" && error.data.document === revokedOne.id,
  );
  const expiredOne = await issue();
  await expire(expiredOne.id);
  await assert.rejects(scene.issuing.issue(request(expiredOne.claims)), code("document.expired"));
  const suspendedOne = await issue();
  await act(suspendedOne.id, "suspend", "under_review");
  await assert.rejects(
    scene.issuing.issue(request(suspendedOne.claims)),
    (error: { code: string; data: { state: string } }) =>
      error.code === "document.exists" && error.data.state === "suspended",
  );
});

test("L2 after a revocation or expiry the record is issued afresh, naming its predecessor", async () => {
  for (const end of ["revoke", "expire"] as const) {
    const { id, claims } = await issue();
    if (end === "revoke") await act(id, "revoke", "deceased");
    else await expire(id);
    const { document } = await scene.revisions.issueAfter(request(claims), id, "0xofficer");
    assert.equal(document.replaces, id);
    assert.equal((await scene.reader.get(id)).replacedBy, document.id);
    assert.equal((await scene.reader.get(id)).status.value, "revoked");
    await assert.rejects(
      scene.revisions.issueAfter(request(claims), id, "0xofficer"),
      code("document.superseded"),
    );
  }
});

test("L2 nothing is issued after a document that is good, suspended, or of another record", async () => {
  const { id, claims } = await issue();
  const issueAfter = (words: Claims, named: DocumentId) =>
    scene.revisions.issueAfter(request(words), named, "0xofficer");
  await assert.rejects(issueAfter(claims, id), code("document.exists"));
  await act(id, "suspend", "under_review");
  await assert.rejects(issueAfter(claims, id), code("document.suspended"));
  const other = await issue();
  await act(other.id, "revoke", "lost");
  await assert.rejects(issueAfter(claims, other.id), code("document.other_record"));
});

test("L2 suspended, reinstated and suspended again: the last one holds", async () => {
  const { id } = await issue();
  await act(id, "suspend", "under_review");
  await act(id, "reinstate", "review_completed");
  const [outcome] = await act(id, "suspend", "under_review");
  assert.equal(outcome?.outcome, "requested");
  assert.equal((await scene.reader.get(id)).status.value, "suspended");
});

test("F2 an idempotency key is of one method, path, document and body", async () => {
  const digests = new RequestDigests(fixedSecret(Buffer.alloc(32, 9)));
  const bodyDigest = hash("sha256", "{}", "buffer");
  const [one, two] = [await issue(), await issue()];
  const key = await newKey();
  const keyed = (operation: "replaceDocument" | "renewDocument", document: DocumentId) => ({
    idempotency: {
      ...key,
      request: digests.of({ operation, document, bodyDigest }),
      former: { bodyDigest, document },
    },
  });
  const first = await scene.revisions.replace(
    one.id,
    officer,
    undefined,
    keyed("replaceDocument", one.id),
  );
  const again = await scene.revisions.replace(
    one.id,
    officer,
    undefined,
    keyed("replaceDocument", one.id),
  );
  assert.deepEqual([again.document.id, again.replay], [first.document.id, true]);
  await assert.rejects(
    scene.revisions.replace(two.id, officer, undefined, keyed("replaceDocument", two.id)),
    code("idempotency.mismatch"),
  );
  await assert.rejects(
    scene.revisions.renew(one.id, officer, undefined, keyed("renewDocument", one.id)),
    code("idempotency.mismatch"),
  );
  // As a row from before this rule has it: the bare digest of the body.
  await database.query(
    "update idempotency_keys set body_digest = $1, keyed = false where caller_id = $2",
    [bodyDigest, key.callerId],
  );
  const old = await scene.revisions.replace(
    one.id,
    officer,
    undefined,
    keyed("replaceDocument", one.id),
  );
  assert.equal(old.document.id, first.document.id);
  await assert.rejects(
    scene.revisions.replace(two.id, officer, undefined, keyed("replaceDocument", two.id)),
    code("idempotency.mismatch"),
  );
});

test("F4 a holder key that the sdk could never read is refused when it is given", async () => {
  const { kty, crv, x, y } = makePrivateJwk() as Record<string, string>;
  const standard = (text = "") => Buffer.from(text, "base64url").toString("base64");
  const keys = [
    { kty, crv, x: `${x}=`, y },
    { kty, crv, x: standard(x), y: standard(y) },
    { kty, crv, x, y: `${y}\n` },
    { kty, crv, x, y: y?.slice(0, -1) },
  ];
  for (const holderKey of keys)
    await assert.rejects(scene.issuing.issue({ ...request(makePerson(nextPerson++)), holderKey }), {
      code: "holder_key.invalid",
    });
});

async function expire(id: DocumentId): Promise<void> {
  await database.query("update documents set expires_at = now() - interval '1 day' where id = $1", [
    id,
  ]);
}

async function newKey(): Promise<Omit<IdempotencyKey, "request">> {
  const callerId = await newApiKey(database, authority);
  return { callerId, actor: `api-key:${callerId}`, key: "k" };
}
