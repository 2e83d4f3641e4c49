import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { problemOf, startTestApp } from "./startTestApp.ts";

// Every JSON answer here is compared with its schema by the app itself (`checkReplies`).
let app: Awaited<ReturnType<typeof startTestApp>>;
let key: string;
before(async () => {
  app = await startTestApp();
  key = await app.keyFor("nanshan-housing");
});
after(() => app.server.stop());

const document = "01890000-0000-7000-8000-000000000000";
const begin = (of: object, name = "k1") =>
  app.post(
    "/v1/bulk-acts",
    { action: "revoke", reason: "lost", of },
    { key, headers: { "idempotency-key": name } },
  );

test("a bulk act is begun, found, stopped and resumed", async () => {
  const response = await begin({ by: "documents", documents: [document] });
  assert.equal(response.status, 202);
  const { id } = (await response.json()) as { id: string };
  assert.equal(response.headers.get("location"), `/v1/bulk-acts/${id}`);
  const again = await begin({ by: "documents", documents: [document] });
  assert.deepEqual([again.status, again.headers.get("idempotent-replayed")], [200, "true"]);
  for (const path of ["", `/${id}`, `/${id}/documents?outcome=refused&limit=1`])
    assert.equal((await app.request(`/v1/bulk-acts${path}`, { key })).status, 200, path);
  for (const act of ["stop", "resume"])
    assert.equal((await app.post(`/v1/bulk-acts/${id}/${act}`, {}, { key })).status, 200, act);
  const page = await app.request(`/v1/bulk-acts/${id}/documents?after=x`, { key });
  assert.deepEqual(await problemOf(page), { status: 422, code: "page.cursor" });
});

test("a selection says how the documents are chosen, and nothing else", async () => {
  const good = [
    { by: "filter", type: "library-card", from: 1, to: 2, batch: 0 },
    { by: "reach", kind: "officer", id: `0x${"a1".repeat(20)}`, from: 1 },
  ];
  for (const [index, of] of good.entries())
    assert.equal((await begin(of, `good ${index}`.replace(" ", "-"))).status, 202);
  const bad = [
    { by: "all" },
    { by: "documents", documents: [] },
    { by: "filter", documents: [document] },
    { by: "reach", kind: "planet", id: "x" },
    { by: "reach", kind: "officer" },
  ];
  for (const of of bad)
    assert.deepEqual(await problemOf(await begin(of, "bad")), {
      status: 422,
      code: "request.invalid",
    });
});

test("what something reaches is counted and listed, for who administers", async () => {
  for (const path of ["", "/documents"])
    for (const query of ["", "?type=library-card&from=1&to=2"]) {
      const answer = await app.request(`/v1/reaches/officer/0x1${path}${query}`, { key });
      assert.equal(answer.status, 200, path + query);
    }
  const found = await app.request("/v1/reaches/signing-key/nothing?timeZone=Asia/Shanghai", {
    key,
  });
  assert.deepEqual(await problemOf(found), { status: 404, code: "reach.unknown" });
  const zone = await app.request("/v1/reaches/officer/0x1?timeZone=Mars/Base", { key });
  assert.deepEqual(await problemOf(zone), { status: 422, code: "request.invalid" });
  const reader = await app.keyFor("nanshan-housing", ["read"]);
  const refused = await app.request("/v1/reaches/authority/nanshan-housing", { key: reader });
  assert.deepEqual(await problemOf(refused), { status: 403, code: "api_key.action" });
});
