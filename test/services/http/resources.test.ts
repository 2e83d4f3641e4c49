import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { hash } from "./fakeServices.ts";
import { problemOf, startTestApp } from "./startTestApp.ts";

// Every JSON answer here is compared with its schema by the app itself (`checkReplies`).
let app: Awaited<ReturnType<typeof startTestApp>>;
let key: string;
before(async () => {
  app = await startTestApp();
  key = await app.keyFor("nanshan-housing");
});
after(() => app.server.stop());

test("a change is tried at a path of its own, which is no change's id", async () => {
  const operations = [{ operation: "SetState", values: { state: 2 } }];
  const body = { signer: `0x${"a".repeat(40)}`, operations };
  const response = await app.post("/v1/registry-changes/try", body);
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), { refusal: null });
});

const upload = (query: string, body: BodyInit, type = "text/csv") =>
  app.request(`/v1/imports${query}`, {
    method: "POST",
    key,
    body,
    headers: { "content-type": type },
  });

test("public resources answer with what they promise", async () => {
  const paths: [string, string][] = [
    ["/v1/authorities", "application/json"],
    ["/v1/authorities/nanshan", "application/json"],
    ["/v1/authorities/nanshan/jwks", "application/json"],
    ["/v1/authorities/nanshan/events?limit=1", "application/json"],
    ["/.well-known/jwt-vc-issuer/authorities/nanshan", "application/json"],
    ["/v1/document-types", "application/json"],
    ["/v1/document-types/resident-id", "application/json"],
    ["/types/resident-id/1", "application/json"],
    ["/v1/trust-list", "text/plain"],
    ["/v1/trust-lists/1", "text/plain"],
    ["/v1/log/checkpoint", "text/plain"],
    ["/v1/log/checkpoints/1", "text/plain"],
    ["/v1/log/entries?start=0&limit=10", "application/json"],
    ["/v1/log/proofs/inclusion?index=0&size=1", "application/json"],
    ["/v1/log/proofs/consistency?from=1&to=2", "application/json"],
    ["/v1/figures", "application/json"],
    ["/v1/status-reasons", "application/json"],
    ["/v1/status-lists/nanshan", "application/json"],
    ["/v1/status-lists/nanshan/0", "application/statuslist+jwt"],
    ["/v1/status-lists/nanshan/0/entries/5", "application/json"],
    ["/v1/registry-changes/1", "application/json"],
    ["/v1/erc7730/authority-registry", "application/json"],
    ["/authorities/nanshan", "application/json"],
    ["/healthz", "application/json"],
    ["/readyz", "application/json"],
    ["/openapi.json", "application/json"],
    ["/problems/internal", "application/json"],
  ];
  for (const [path, type] of paths) {
    const response = await app.request(path);
    assert.equal(response.status, 200, path);
    assert.equal(response.headers.get("content-type")?.split(";")[0], type, path);
    assert.ok((await response.text()).length > 0, path);
    const head = await app.request(path, { method: "HEAD" });
    assert.equal(head.status, 200, `HEAD ${path}`);
  }
});

test("unknown things are 404 with the code of their kind", async () => {
  const id = "00000000-0000-7000-8000-000000000000";
  const cases: [string, string][] = [
    ["/v1/authorities/nobody", "authority.unknown"],
    ["/authorities/nobody", "authority.unknown"],
    ["/v1/document-types/nothing", "document_type.unknown"],
    ["/types/resident-id/99", "document_type.unknown"],
    ["/v1/trust-lists/2", "trust_list.unknown"],
    ["/v1/status-lists/nanshan/1", "status_list.unknown"],
    [`/v1/documents/${id}`, "document.unknown"],
    [`/v1/imports/${id}`, "import.unknown"],
    [`/v1/imports/${id}/events`, "import.unknown"],
  ];
  for (const [path, code] of cases)
    assert.deepEqual(
      await problemOf(await app.request(path, { key })),
      { status: 404, code },
      path,
    );
});

test("a status list is cacheable and not sent again to who has it", async () => {
  const first = await app.request("/v1/status-lists/nanshan/0");
  const etag = first.headers.get("etag") ?? "";
  assert.equal(first.headers.get("cache-control"), "public, max-age=300");
  for (const known of [etag, `W/${etag}`, `"x", ${etag}`, "*"]) {
    const again = await app.request("/v1/status-lists/nanshan/0", {
      headers: { "if-none-match": known },
    });
    assert.equal(again.status, 304);
    assert.equal(await again.text(), "");
    assert.equal(again.headers.get("etag"), etag);
  }
  const other = await app.request("/v1/status-lists/nanshan/0", {
    headers: { "if-none-match": '"x"' },
  });
  assert.equal(other.status, 200);
});

test("H2 lists are compressed as asked for, and those of the past are 501", async () => {
  for (const path of ["/v1/status-lists/nanshan/0", "/v1/trust-list"]) {
    const tags = new Set<string>();
    const texts = new Set<string>();
    for (const encoding of ["gzip", "br", "identity"]) {
      const answer = await app.request(path, { headers: { "accept-encoding": encoding } });
      const expected = encoding === "identity" ? null : encoding;
      assert.equal(answer.headers.get("content-encoding"), expected, path);
      assert.equal(answer.headers.get("vary"), "Accept-Encoding");
      const etag = answer.headers.get("etag") ?? "";
      tags.add(etag);
      texts.add(await answer.text());
      const headers = { "accept-encoding": encoding, "if-none-match": etag };
      assert.equal((await app.request(path, { headers })).status, 304);
    }
    // As browsers name them.
    const asked = { "accept-encoding": "gzip, deflate, br, zstd" };
    const smallest = await app.request(path, { headers: asked });
    assert.equal(smallest.headers.get("content-encoding"), "br", path);
    assert.deepEqual([tags.size, texts.size], [3, 1], path);
  }
  const past = await app.request("/v1/status-lists/nanshan/0?time=1686925000");
  assert.deepEqual(await problemOf(past), { status: 501, code: "status_list.no_past" });
});

test("verify takes JSON, a .sello file and an SD-JWT, and keeps nothing", async () => {
  const bodies: [string, string | Uint8Array<ArrayBuffer>][] = [
    ["application/json", JSON.stringify({ document: "x", policy: { mayBeUnknown: ["status"] } })],
    [
      "application/json",
      JSON.stringify({ document: "x", file: { sha256: "a".repeat(64), size: 1 } }),
    ],
    ["application/vnd.sello+json", '{"format":"sello/1"}'],
    ["application/vnd.sello", Buffer.from("f573656c6c6f2f31", "hex")],
    ["application/dc+sd-jwt", "e.y.j~"],
  ];
  for (const [type, body] of bodies) {
    const response = await app.request("/v1/verify", {
      method: "POST",
      body,
      headers: { "content-type": type },
    });
    assert.equal(response.status, 200, type);
    assert.equal(response.headers.get("cache-control"), "no-store");
    assert.equal(((await response.json()) as { outcome: string }).outcome, "invalid");
  }
  const wrong = await app.post("/v1/verify", { document: "x", policy: { statusAge: 1 } });
  assert.equal((await problemOf(wrong)).code, "request.invalid");
});

test("a document's life: issued, read, proved, revised, copied", async () => {
  const headers = { "idempotency-key": "a" };
  const issued = await app.post(
    "/v1/documents",
    { type: "library-card", claims: {}, holderKey: { kty: "EC" } },
    { key, headers },
  );
  const { id } = (await issued.json()) as { id: string };
  const text = await app.request(`/v1/documents/${id}/sd-jwt?copy=0&reason=check`, { key });
  assert.equal(text.headers.get("content-type"), "application/dc+sd-jwt");
  assert.equal(text.headers.get("cache-control"), "no-store");
  const proof = await app.request(`/v1/documents/${id}/proof`, { key });
  assert.equal(proof.status, 404);
  assert.deepEqual(((await proof.json()) as { code: string; state: string }).state, "pending");
  for (const path of ["proof?copy=0", "sello?reason=check"]) {
    const ask = (query: string) => app.request(`/v1/documents/${id}/${path}${query}`, { key });
    const askedFor = async (query: string) =>
      ((await (await ask(query)).json()) as { cosignatures: string }).cosignatures;
    assert.equal(await askedFor(""), "by default");
    assert.equal(await askedFor("&cosignatures=post-quantum"), "post-quantum");
    assert.equal(await askedFor("&cosignatures=ed25519"), "ed25519");
    assert.equal((await ask("&cosignatures=rsa")).status, 422);
  }
  for (const path of ["sello", "sd-jwt"])
    for (const query of ["", "?reason=curiosity"])
      assert.equal((await app.request(`/v1/documents/${id}/${path}${query}`, { key })).status, 422);
  assert.equal((await app.request(`/v1/documents/${id}/anchoring`, { key })).status, 200);
  const acts: [string, object, number][] = [
    ["renewals", {}, 201],
    ["corrections", { claims: { a: 1 } }, 201],
    ["replacements", {}, 201],
    ["copies", { holderKeys: [{ kty: "EC" }] }, 201],
  ];
  for (const [name, body, status] of acts) {
    const response = await app.post(`/v1/documents/${id}/${name}`, body, { key, headers });
    assert.equal(response.status, status, name);
  }
});

test("an upload is streamed in, watched, and accounted for", async () => {
  const mapping = encodeURIComponent('{"Name":"name","x":null}');
  const received = await upload(`?type=library-card&mapping=${mapping}&dryRun=true`, "a,b\n1,2\n");
  assert.equal(received.status, 202);
  const { id, fileBytes } = (await received.json()) as { id: string; fileBytes: number };
  assert.equal(received.headers.get("location"), `/v1/imports/${id}`);
  assert.equal(fileBytes, 8);

  const events = await app.request(`/v1/imports/${id}/events`, { key });
  assert.match(events.headers.get("content-type") ?? "", /^text\/event-stream/);
  const told = await events.text();
  assert.deepEqual(
    [...told.matchAll(/^event: (.+)\ndata: (.+)$/gm)].map(([, name, data]) => [
      name,
      JSON.parse(data ?? "").state,
    ]),
    [
      ["progress", "running"],
      ["progress", "done"],
    ],
  );
  const result = await app.request(`/v1/imports/${id}/result`, { key });
  assert.equal(await result.text(), "line,outcome\r\n2,issued\r\n");
  const ndjson = await app.request(`/v1/imports/${id}/result`, {
    key,
    headers: { accept: "application/x-ndjson" },
  });
  assert.equal(ndjson.headers.get("content-type"), "application/x-ndjson");
  assert.equal((await app.request(`/v1/imports/${id}/rejections?limit=1`, { key })).status, 200);
  for (const act of ["pause", "resume", "cancel"])
    assert.equal(
      (await app.request(`/v1/imports/${id}/${act}`, { method: "POST", key })).status,
      200,
    );
  assert.equal(
    (await app.request(`/v1/imports/${id}`, { key: await app.keyFor("futian") })).status,
    404,
  );
  assert.equal((await upload("?type=library-card&mapping=x", "a")).status, 422);
  // A tab is the one control character that a query may need.
  assert.equal((await upload("?type=library-card&delimiter=%09", "a\tb\n1\t2\n")).status, 202);
});

test("status acts name the key that acted", async () => {
  const response = await app.post(
    "/v1/status-acts",
    { documents: ["00000000-0000-7000-8000-000000000000"], action: "revoke", reason: "lost" },
    { key },
  );
  assert.equal(response.status, 202);
});

test("registry changes are prepared and relayed for anyone", async () => {
  const signer = "0x00000000000000000000000000000000000000Aa";
  const prepared = await app.post("/v1/registry-changes/prepare", {
    signer,
    operation: "Register",
    values: {},
  });
  assert.equal(prepared.status, 200);
  const submitted = await app.post("/v1/registry-changes", {
    operation: "Register",
    values: {},
    authorization: { signer, nonce: "0", deadline: "1", signature: hash("00") },
  });
  assert.equal(submitted.status, 202);
});

test("the growth of the log is told as it happens, and ends when the client leaves", async () => {
  const leaving = new AbortController();
  const response = await app.request("/v1/events", { signal: leaving.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const { value } = (await reader?.read()) ?? {};
  assert.match(value ?? "", /^event: checkpoint\ndata: \{"note":"sello\.test\/log/);
  // The log's line and the witness's short one.
  assert.equal(value?.match(/— sello/g)?.length, 2);
  leaving.abort();
});
