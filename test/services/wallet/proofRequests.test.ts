import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, beforeEach, test } from "node:test";
import { type MadeRequest, makeProofRequest } from "@sello/sdk/request";
import type { Database } from "../../../services/platform/database/Database.ts";
import { limits } from "../../../services/platform/limits.ts";
import { PgProofRequests } from "../../../services/wallet/requests/PgProofRequests.ts";
import { ProofRequests } from "../../../services/wallet/requests/ProofRequests.ts";
import { startPostgres } from "../../support/postgres.ts";

const publicUrl = "https://sello.test";
const proof = { types: ["https://sello.test/types/id/1"], claims: [{ path: ["a"], values: [] }] };
const unknown = { status: 404, code: "proof_request.unknown" };

/** None of these requests is signed. */
const verifiers = { requireSigned: () => assert.fail("nobody signed it") };

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let store: PgProofRequests;
let requests: ProofRequests;
let now = 1_800_000_000;
let made: MadeRequest;

before(async () => {
  postgres = await startPostgres();
  ({ database } = await postgres.database());
  store = new PgProofRequests(database);
  requests = new ProofRequests({
    store,
    clock: { nowMs: () => now * 1_000 },
    ...{ publicUrl, verifiers },
  });
});
after(() => postgres.stop());
beforeEach(async () => {
  made = await makeProofRequest(publicUrl, "Bar", proof);
});

const toGiven = ({ link, text, secret }: MadeRequest) => ({
  id: link.id,
  request: text,
  secretDigest: createHash("sha256").update(secret).digest("base64url"),
});

test("a request is given out as it was sent, answered once, and its answer is for who asked", async () => {
  const { endsAt } = await requests.make(toGiven(made));
  assert.equal(endsAt, now + limits.proofRequestSeconds);
  const { id } = made.link;
  assert.equal(await requests.get(id), made.text);
  assert.deepEqual(await requests.answerOf(id, made.secret), { answer: null, endsAt });
  await requests.answer(id, "a..b.c.d");
  await assert.rejects(requests.answer(id, "e..b.c.d"), { code: "proof_request.answered" });
  assert.equal((await requests.answerOf(id, made.secret)).answer, "a..b.c.d");
  await assert.rejects(requests.answerOf(id, "x"), unknown);
  const { rows } = await database.query("select * from proof_requests where id = $1", [id]);
  assert.ok(!JSON.stringify(rows).includes(made.secret));
});

test("after its time it is unknown to everybody, and deleted", async () => {
  await requests.make(toGiven(made));
  await requests.answer(made.link.id, "a..b.c.d");
  now += limits.proofRequestSeconds;
  await assert.rejects(requests.get(made.link.id), unknown);
  await assert.rejects(requests.answer(made.link.id, "a..b.c.d"), unknown);
  await assert.rejects(requests.answerOf(made.link.id, made.secret), unknown);
  assert.ok((await store.forget(now)) > 0);
  await assert.rejects(requests.get("A".repeat(22)), unknown);
});

test("what is no request of this service is not kept", async () => {
  const elsewhere = await makeProofRequest("https://evil.test", "Bar", proof);
  const other = await makeProofRequest(publicUrl, "Bar", proof);
  for (const request of ["{}", '{"a note":"to a friend"}', elsewhere.text, other.text])
    await assert.rejects(requests.make({ ...toGiven(made), request }), {
      status: 422,
      code: "proof_request.invalid",
    });
});

test("sent again it is the same; another with its id is refused, and so are too many", async () => {
  const first = await requests.make(toGiven(made));
  assert.deepEqual(await requests.make(toGiven(made)), first);
  const secretDigest = "A".repeat(43);
  await assert.rejects(requests.make({ ...toGiven(made), secretDigest }), {
    status: 409,
    code: "proof_request.known",
  });
  const { madeAt, endsAt } = { madeAt: now, endsAt: now + 1 };
  const next = {
    id: "B".repeat(22),
    request: "{}",
    secretDigest: Buffer.alloc(32),
    madeAt,
    endsAt,
    verifier: null,
  };
  assert.equal(await store.insert(next, 0), false);
});
