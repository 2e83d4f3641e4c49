import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import type { RequestDigest } from "../../../services/issuing/IssuedDocument.ts";
import { problemOf, startTestApp } from "./startTestApp.ts";

let app: Awaited<ReturnType<typeof startTestApp>>;
before(async () => {
  app = await startTestApp();
});
after(() => app.server.stop());

const issue = (key: string | undefined, body: object = {}) =>
  app.post(
    "/v1/documents",
    { type: "library-card", claims: { a: 1 }, ...body },
    { ...(key ? { key } : {}), headers: { "idempotency-key": "k1" } },
  );
const soon = () => Math.floor(Date.now() / 1000) + 600;

test("what needs a key is refused without one, and with one that is not good", async () => {
  const none = await issue(undefined);
  assert.match(none.headers.get("www-authenticate") ?? "", /^Bearer/);
  assert.deepEqual(await problemOf(none), { status: 401, code: "api_key.missing" });
  for (const key of ["sello_x", `sello_${"A".repeat(43)}`, "a b"])
    assert.deepEqual(await problemOf(await issue(key)), { status: 401, code: "api_key.invalid" });
});

test("a key does what its actions say and nothing else", async () => {
  const reader = await app.keyFor("nanshan-housing", ["read"]);
  assert.deepEqual(await problemOf(await issue(reader)), { status: 403, code: "api_key.action" });
  assert.equal((await app.request("/v1/documents", { key: reader })).status, 200);
});

test("a key issues for its own authority only: not for another, nor for one below", async () => {
  const district = await app.keyFor("nanshan");
  for (const authority of ["futian", "nanshan-housing", "shenzhen"])
    assert.deepEqual(await problemOf(await issue(district, { authority })), {
      status: 403,
      code: "api_key.authority",
    });
  assert.equal((await issue(district, { authority: "nanshan" })).status, 201);
});

test("a document of another authority looks like one that is not there", async () => {
  const owner = await app.keyFor("nanshan-housing");
  const { id } = (await (await issue(owner)).json()) as { id: string };
  const stranger = await app.keyFor("futian");
  const above = await app.keyFor("nanshan");
  for (const path of ["", "/sd-jwt?reason=check", "/proof", "/sello?reason=check", "/anchoring"])
    for (const key of [stranger, above])
      assert.deepEqual(await problemOf(await app.request(`/v1/documents/${id}${path}`, { key })), {
        status: 404,
        code: "document.unknown",
      });
  const act = { claims: { a: 2 } };
  const headers = { "idempotency-key": "k2" };
  const correction = await app.post(`/v1/documents/${id}/corrections`, act, {
    key: stranger,
    headers,
  });
  assert.equal(correction.status, 404);
  // The status history is for those above too, because they may act on it.
  assert.equal((await app.request(`/v1/documents/${id}/status`, { key: above })).status, 200);
  assert.equal((await app.request(`/v1/documents/${id}/status`, { key: stranger })).status, 404);
});

test("issuing passes key, request digest and request on, and answers 201 with Location", async () => {
  const key = await app.keyFor("nanshan-housing");
  app.calls.length = 0;
  const response = await issue(key, { claims: { b: "ü" } });
  assert.equal(response.status, 201);
  const document = (await response.json()) as { id: string };
  assert.equal(response.headers.get("location"), `/v1/documents/${document.id}`);
  const [call] = app.calls as [
    { request: object; options: { idempotency: { key: string; request: RequestDigest } } },
  ];
  assert.deepEqual((call.request as { claims: object }).claims, { b: "ü" });
  assert.equal(call.options.idempotency.key, "k1");
  assert.equal(call.options.idempotency.request.newest().digest.length, 32);
  const without = await app.post("/v1/documents", { type: "x", claims: {} }, { key });
  assert.deepEqual(await problemOf(without), { status: 422, code: "request.invalid" });
});

const toEscape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;

test("H4 escaped member names are read as written, doubled ones refused", async () => {
  const key = await app.keyFor("nanshan-housing");
  const send = (body: string) =>
    app.request("/v1/documents", {
      method: "POST",
      key,
      headers: { "content-type": "application/json", "idempotency-key": randomUUID() },
      body,
    });
  for (const body of [
    '{"type":"x","claims":{"name":1,"n\\u0061me":2}}',
    '{"type":"x","claims":{"name":1,"name":2}}',
    '{"type":"x","type":"y","claims":{}}',
  ])
    assert.deepEqual(await problemOf(await send(body)), {
      status: 400,
      code: "request.malformed_json",
    });
  const escaped = { 姓名: "~0", 'a"b': [{ __proto__x: 1 }], "\n": { "\\": 2 }, plain: 3 };
  const claims = JSON.stringify(escaped).replace(/[^\x20-\x7e]/g, toEscape);
  assert.equal((await send(`{"type":"x","claims":${claims}}`)).status, 201);
  const [last] = app.calls.slice(-1) as { request: { claims: object } }[];
  assert.deepEqual(last?.request.claims, escaped);
  const fine = '{"type":"x","claims":{"a":{"a":"\\"a\\":1,{"},"b":[{"a":1},{"a":1}]}}';
  assert.equal((await send(fine)).status, 201);
});

test("L2 issuing after an ended document takes the right to revoke, a reason, and leaves a line", async () => {
  const issuer = await app.keyFor("nanshan-housing", ["issue"]);
  const both = await app.keyFor("nanshan-housing", ["issue", "revoke"]);
  const first = (await (await issue(issuer)).json()) as { id: string };
  const again = (key: string, more: object) => issue(key, { after: first.id, ...more });
  assert.deepEqual(await problemOf(await again(issuer, { reason: "court order" })), {
    status: 403,
    code: "api_key.action",
  });
  assert.deepEqual(await problemOf(await again(both, {})), {
    status: 422,
    code: "request.invalid",
  });
  assert.equal((await again(both, { reason: "court order" })).status, 201);
});

test("keys are made for one's own authority and those below, listed, and revoked", async () => {
  const admin = await app.keyFor("nanshan");
  const make = (authority: string) =>
    app.post(
      "/v1/api-keys",
      { authority, label: "desk", actions: ["read"], expiresAt: soon() },
      { key: admin },
    );
  assert.deepEqual(await problemOf(await make("futian")), {
    status: 403,
    code: "api_key.authority",
  });
  assert.deepEqual(await problemOf(await make("shenzhen")), {
    status: 403,
    code: "api_key.authority",
  });
  const made = (await (await make("nanshan-housing")).json()) as {
    secret: string;
    key: { id: string; authority: string };
  };
  assert.equal(made.key.authority, "nanshan-housing");
  assert.equal((await app.request("/v1/documents", { key: made.secret })).status, 200);

  const listed = (await (await app.request("/v1/api-keys", { key: admin })).json()) as {
    keys: { id: string; authority: string }[];
  };
  assert.ok(listed.keys.some(({ id }) => id === made.key.id));
  assert.ok(listed.keys.every(({ authority }) => authority.startsWith("nanshan")));

  const revoke = (key: string) =>
    app.request(`/v1/api-keys/${made.key.id}`, { method: "DELETE", key });
  assert.equal((await revoke(await app.keyFor("futian"))).status, 404);
  assert.equal((await revoke(admin)).status, 204);
  assert.deepEqual(await problemOf(await revoke(admin)), { status: 409, code: "api_key.revoked" });
  assert.equal((await app.request("/v1/documents", { key: made.secret })).status, 401);
});

test("a key cannot outlive the limit, nor begin in the past", async () => {
  const admin = await app.keyFor("nanshan");
  for (const expiresAt of [1, soon() + 800 * 86_400]) {
    const body = { label: "x", actions: ["read"], expiresAt };
    const response = await app.post("/v1/api-keys", body, { key: admin });
    assert.deepEqual(await problemOf(response), { status: 422, code: "api_key.lifetime" });
  }
});

test("privileged acts leave a line that names the key and no secret", async () => {
  const key = await app.keyFor("nanshan-housing");
  const { id } = (await (await issue(key)).json()) as { id: string };
  app.lines.length = 0;
  await app.request(`/v1/documents/${id}/sd-jwt?reason=check`, { key });
  await app.request("/v1/imports?type=library-card", {
    method: "POST",
    key,
    body: "a,b\n1,2\n",
    headers: { "content-type": "text/csv" },
  });
  assert.deepEqual(
    app.lines.map(({ action }) => action),
    ["document.read", "import.receive"],
  );
  assert.match(app.lines[0]?.actor ?? "", /^api-key:[0-9a-f-]{36}$/);
  assert.equal(app.lines[0]?.subject, `document:${id}`);
  assert.doesNotMatch(JSON.stringify(app.lines), /sello_/);
});

test("what was issued with a key is listed and acted on by those above its authority, and by nobody else", async () => {
  const key = await app.keyFor("nanshan-housing");
  const issued = (await (await issue(key, { claims: { c: 1 } })).json()) as { id: string };
  const stranger = await app.keyFor("futian");
  const above = await app.keyFor("nanshan");
  const { keys } = (await (await app.request("/v1/api-keys", { key: above })).json()) as {
    keys: { id: string; authority: string }[];
  };
  const id = keys.find(({ authority }) => authority === "nanshan-housing")?.id;
  const path = `/v1/api-keys/${id}`;
  const listed = (await (await app.request(`${path}/documents`, { key: above })).json()) as {
    documents: { id: string }[];
    next: string | null;
  };
  assert.ok(listed.documents.some((document) => document.id === issued.id));
  assert.equal(listed.next, null);
  const act = { action: "suspend", reason: "key_compromise" };
  const done = await app.post(`${path}/status-acts`, act, { key: above });
  assert.equal(done.status, 202);
  for (const response of [
    await app.request(`${path}/documents`, { key: stranger }),
    await app.post(`${path}/status-acts`, act, { key: stranger }),
  ])
    assert.deepEqual(await problemOf(response), { status: 404, code: "api_key.unknown" });
  const page = await app.request(`${path}/documents?after=x`, { key: above });
  assert.deepEqual(await problemOf(page), { status: 422, code: "page.cursor" });
  assert.ok(app.lines.some(({ action }) => action === "api_key.act_on_issued"));
});
