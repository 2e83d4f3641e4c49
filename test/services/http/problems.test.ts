import assert from "node:assert/strict";
import { connect } from "node:net";
import { after, before, test } from "node:test";
import { problem } from "@sello/api";
import { Unavailable } from "../../../services/platform/errors.ts";
import { limits } from "../../../services/platform/limits.ts";
import { fakeTrustLists } from "../../support/fakeTrustLists.ts";
import { problemOf, startTestApp } from "./startTestApp.ts";

const logged: Record<string, unknown>[] = [];
const logger = {
  info: (data: object) => logged.push({ ...data }),
  warn: (data: object) => logged.push({ ...data }),
  error: (data: object) => logged.push({ ...data }),
};
const secretFault = new Error("the password is 1234");
let app: Awaited<ReturnType<typeof startTestApp>>;
let key: string;

before(async () => {
  app = await startTestApp({
    logger,
    trustLists: {
      ...fakeTrustLists(() => ""),
      current: () => Promise.reject(secretFault),
      byVersion: () => Promise.reject(new Unavailable("database.unavailable", "away")),
    },
  });
  key = await app.keyFor("nanshan-housing");
});
after(() => app.server.stop());

const sends = (path: string, body: BodyInit, type: string) =>
  app.request(path, {
    method: "POST",
    key,
    body,
    headers: { "content-type": type, "idempotency-key": "k" },
  });

test("a problem document has type, title, status, detail, instance and code", async () => {
  const response = await app.request("/v1/nothing");
  assert.equal(response.status, 404);
  assert.match(response.headers.get("content-type") ?? "", /^application\/problem\+json/);
  const body = (await response.json()) as Record<string, string>;
  assert.equal(body.type, "https://sello.test/problems/route.unknown");
  assert.equal(body.code, "route.unknown");
  assert.equal(body.instance, `urn:uuid:${response.headers.get("x-request-id")}`);
  assert.deepEqual(
    ["code", "detail", "instance", "status", "title", "type"],
    Object.keys(body).sort(),
  );
});

test("What is not JSON is 400, JSON of another form is 422 with pointers", async () => {
  for (const body of ["{", "", '"\u0000"', "[1,]", '{"type":"\\u0000"}', '{"type":"\\ud800"}'])
    assert.deepEqual(await problemOf(await sends("/v1/documents", body, "application/json")), {
      status: 400,
      code: "request.malformed_json",
    });
  const notUtf8 = await sends(
    "/v1/documents",
    new Uint8Array([0x22, 0xff, 0x22]),
    "application/json",
  );
  assert.equal((await problemOf(notUtf8)).code, "request.malformed_json");

  const wrong = await sends(
    "/v1/documents",
    '{"type":"Not A Slug","claims":[],"x":1}',
    "application/json",
  );
  assert.equal(wrong.status, 422);
  const { code, violations } = (await wrong.json()) as {
    code: string;
    violations: { pointer: string; code: string }[];
  };
  assert.equal(code, "request.invalid");
  assert.deepEqual(violations.map(({ pointer }) => pointer).sort(), [
    "/body",
    "/body/claims",
    "/body/type",
  ]);
});

test("what a feature refuses keeps its code and its violations", async () => {
  const body = JSON.stringify({ type: "resident-id", claims: { wrong: 1 } });
  const response = await sends("/v1/documents", body, "application/json");
  assert.equal(response.status, 422);
  const problem = (await response.json()) as { code: string; violations: unknown };
  assert.equal(problem.code, "claims.invalid");
  assert.deepEqual(problem.violations, [
    {
      pointer: "/body/claims/wrong",
      code: "claim.unknown",
      message: "is not known",
      rule: { zh: "x", es: "x", en: "x" },
    },
  ]);
});

test("another content type is 415 and says which are taken", async () => {
  const response = await sends("/v1/documents", "a=b", "application/x-www-form-urlencoded");
  assert.equal(response.headers.get("accept-post"), "application/json");
  assert.deepEqual(await problemOf(response), { status: 415, code: "request.media_type" });
  const compressed = await app.request("/v1/verify", {
    method: "POST",
    body: "x",
    headers: { "content-type": "application/json", "content-encoding": "gzip" },
  });
  assert.deepEqual(await problemOf(compressed), { status: 415, code: "request.content_encoding" });
});

test("a body over its limit is 413, told or not told in advance", async () => {
  const large = new Uint8Array(limits.verifyBodyBytes + 1).fill(0x20);
  const told = await sends("/v1/verify", large, "application/json");
  assert.deepEqual(await problemOf(told), { status: 413, code: "request.too_large" });
  const chunks = new ReadableStream({
    start(controller) {
      controller.enqueue(large);
      controller.close();
    },
  });
  const untold = await app.request("/v1/verify", {
    method: "POST",
    body: chunks,
    duplex: "half",
    headers: { "content-type": "application/json" },
  } as RequestInit);
  assert.deepEqual(await problemOf(untold), { status: 413, code: "request.too_large" });
});

test("another method is 405 and says which are allowed; OPTIONS answers any origin", async () => {
  const response = await app.request("/v1/documents", { method: "PUT" });
  assert.equal(response.headers.get("allow"), "POST, GET, HEAD, OPTIONS");
  assert.deepEqual(await problemOf(response), { status: 405, code: "route.method" });
  const page = await app.request("/docs", { method: "POST" });
  assert.deepEqual(await problemOf(page), { status: 405, code: "route.method" });
  const preflight = await app.request("/v1/verify", { method: "OPTIONS" });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get("access-control-allow-origin"), "*");
});

test("paths and queries that are not well-formed are refused", async () => {
  const cases: [string, number, string][] = [
    ["/v1/documents/%E0%A4%A", 400, "request.malformed_path"],
    ["/v1/authorities/%00", 422, "request.invalid"],
    ["/v1/log/entries?start=1&start=2", 400, "request.repeated_parameter"],
    ["/v1/log/entries?start=-1", 422, "request.invalid"],
    ["/v1/log/entries?start=1e3", 422, "request.invalid"],
    ["/v1/log/entries?strat=1", 422, "request.invalid"],
    ["/v1/log/entries?start=%00", 400, "request.malformed_parameter"],
    [`/v1/log/entries?start=${"1".repeat(9_000)}`, 400, "request.long_parameter"],
    ["/v1/status-lists/nanshan/99999999999999999999", 422, "request.invalid"],
    ["/v1/log/checkpoints/7", 404, "checkpoint.unknown"],
  ];
  for (const [path, status, code] of cases)
    assert.deepEqual(await problemOf(await app.request(path)), { status, code }, path);
});

test("a fault of ours is 500, reveals nothing, and is logged under its id", async () => {
  logged.length = 0;
  const response = await app.request("/v1/trust-list");
  const text = await response.text();
  assert.equal(response.status, 500);
  assert.doesNotMatch(text, /password|Error|\.ts/);
  const { instance, code } = JSON.parse(text) as Record<string, string>;
  assert.equal(code, "internal");
  const line = logged.find((entry) => "error" in entry);
  assert.ok(line);
  assert.equal(`urn:uuid:${line.requestId}`, instance);
  const { name, frames } = line.error as { name: string; frames: string[] };
  assert.equal(name, "Error");
  assert.match(frames[0] ?? "", /problems\.test\.ts/);
  assert.doesNotMatch(JSON.stringify(logged), /password/);
});

test("a part that is away is 503 with Retry-After", async () => {
  const response = await app.request("/v1/trust-lists/1");
  assert.equal(response.headers.get("retry-after"), "5");
  assert.deepEqual(await problemOf(response), { status: 503, code: "database.unavailable" });
});

test("the request log holds templates, never values", async () => {
  logged.length = 0;
  await app.request("/v1/authorities/nanshan?secret=1");
  await app.request("/nowhere/of/440301199001011234");
  const lines = JSON.stringify(logged);
  assert.match(lines, /"route":"\/v1\/authorities\/\{slug\}"/);
  assert.match(lines, /"route":"unmatched"/);
  assert.doesNotMatch(lines, /nanshan|secret=|440301|127\.0\.0\.1/);
});

test("what Node's parser refuses is a problem document too", async () => {
  const raw = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(app.server.port, "127.0.0.1", () => socket.write(text));
      let answer = "";
      socket.setEncoding("utf8");
      socket.on("data", (chunk) => {
        answer += chunk;
      });
      socket.on("close", () => resolve(answer));
      socket.on("error", reject);
    });
  const read = async (text: string) => {
    const answer = await raw(text);
    const [head, body] = answer.split("\r\n\r\n") as [string, string];
    const { status, code } = problem.parse(JSON.parse(body));
    assert.match(head, new RegExp(`^HTTP/1\\.1 ${status} `));
    return { status, code };
  };
  assert.deepEqual(await read("GARBAGE\r\n\r\n"), { status: 400, code: "request.malformed" });
  const oversized = `GET / HTTP/1.1\r\nHost: x\r\nX-Large: ${"a".repeat(20_000)}\r\n\r\n`;
  assert.deepEqual(await read(oversized), { status: 431, code: "request.header_too_large" });
});

test("a browser gets a page about the problem, in its language, and for each kind", async () => {
  const lost = await app.request("/nothing", {
    headers: { accept: "text/html", "accept-language": "es" },
  });
  assert.equal(lost.status, 404);
  assert.match(await lost.text(), /<html lang="es">[\s\S]*Aquí no hay nada/);
  const kind = await app.request("/problems/document.exists?lang=zh", {
    headers: { accept: "text/html" },
  });
  assert.equal(kind.status, 200);
  assert.match(await kind.text(), /<html lang="zh-CN">[\s\S]*相同的证件已签发/);
  assert.equal((await app.request("/problems/no.such")).status, 404);
});
