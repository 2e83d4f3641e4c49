import assert from "node:assert/strict";
import { connect } from "node:net";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { limits } from "../../../services/platform/limits.ts";
import { problemOf, startTestApp } from "./startTestApp.ts";

test("too many requests of one address are 429, with the standard fields", async () => {
  const app = await startTestApp(
    {},
    { rateLimits: { perAddressMinute: 3, perKeyMinute: 5, failuresPerAddressMinute: 2 } },
  );
  try {
    const first = await app.request("/v1/authorities");
    assert.match(first.headers.get("ratelimit-policy") ?? "", /"address"; q=3; w=60/);
    assert.match(first.headers.get("ratelimit") ?? "", /"address"; r=2; t=/);
    await app.request("/v1/authorities");
    await app.request("/");
    const over = await app.request("/v1/authorities");
    assert.ok(Number(over.headers.get("retry-after")) > 0);
    assert.deepEqual(await problemOf(over), { status: 429, code: "rate.limited" });
    // Those who watch over the service may always ask, and so may a good key.
    assert.equal((await app.request("/readyz")).status, 200);
    const key = await app.keyFor("nanshan");
    for (let count = 0; count < 5; count += 1)
      assert.equal((await app.request("/v1/documents", { key })).status, 200);
    assert.equal((await app.request("/v1/documents", { key })).status, 429);
    const other = await app.keyFor("futian");
    assert.equal((await app.request("/v1/documents", { key: other })).status, 200);
    // Guessing keys is held back apart.
    const guess = () => app.request("/v1/documents", { key: `sello_${"x".repeat(43)}` });
    assert.deepEqual([(await guess()).status, (await guess()).status], [401, 401]);
    assert.equal((await guess()).status, 429);
  } finally {
    await app.server.stop();
  }
});

/** A raw connection and all that comes back on it. */
function open(port: number, text: string) {
  const socket = connect(port, "127.0.0.1", () => socket.write(text));
  let received = "";
  socket.setEncoding("utf8");
  socket.on("data", (chunk) => {
    received += chunk;
  });
  socket.on("error", () => {});
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  return { socket, closed, received: () => received };
}

test("shutdown lets what is under way finish, ends event streams, takes nothing new", async () => {
  const release = Promise.withResolvers<void>();
  const app = await startTestApp({
    figures: {
      async current() {
        await release.promise;
        return { documents: 1, logSize: 1 };
      },
    },
  });
  const slow = app.request("/");
  const stream = await app.request("/v1/events");
  await sleep(50);
  const stopped = app.server.stop();
  assert.match(await stream.text(), /^event: checkpoint/);
  await assert.rejects(app.request("/healthz"));
  release.resolve();
  const page = await slow;
  assert.equal(page.status, 200);
  await page.text();
  await stopped;
});

test("what does not finish in time is cut", async () => {
  const app = await startTestApp({ figures: { current: () => new Promise(() => {}) } });
  const stuck = app.request("/");
  await sleep(50);
  const startedMs = performance.now();
  await Promise.all([assert.rejects(stuck), app.server.stop()]);
  const took = performance.now() - startedMs;
  assert.ok(took >= 900 && took < 30_000, `${took} ms`);
});

test("half a body does not hold anything: the client that leaves is forgotten", async () => {
  const app = await startTestApp();
  const half = open(
    app.server.port,
    "POST /v1/verify HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
  );
  await sleep(50);
  half.socket.destroy();
  await half.closed;
  assert.equal((await app.request("/healthz")).status, 200);
  await app.server.stop();
});

test("a connection that asks for more at once than it may is cut, and holds nothing up", async () => {
  let asked = 0;
  const release = Promise.withResolvers<void>();
  const app = await startTestApp({
    figures: {
      async current() {
        asked += 1;
        await release.promise;
        return { documents: 1, logSize: 1 };
      },
    },
  });
  const many = open(app.server.port, "GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(1_000));
  await many.closed;
  assert.ok(asked <= limits.requestsPerConnection, `${asked} were begun`);
  release.resolve();
  assert.equal((await app.request("/healthz")).status, 200);
  await app.server.stop();
});

test("a header that comes too slowly is 408, and one that does not come at all", async () => {
  const app = await startTestApp({}, {}, { requestHeaderMs: 200 });
  const silent = open(app.server.port, "");
  const slow = open(app.server.port, "GET / HTTP/1.1\r\nHost: x\r\n");
  const drip = setInterval(() => slow.socket.write("a: b\r\n"), 50);
  await Promise.all([silent.closed, slow.closed]);
  clearInterval(drip);
  for (const each of [silent, slow]) {
    assert.match(each.received(), /^HTTP\/1\.1 408 /);
    assert.match(each.received(), /"code":"request\.slow"/);
  }
  await app.server.stop();
});

test("a client that leaves while its body is read is no fault of ours", async () => {
  const errors: unknown[] = [];
  const logger = { info() {}, warn() {}, error: (data: unknown) => void errors.push(data) };
  const app = await startTestApp({ logger });
  const key = await app.keyFor("nanshan", ["import"]);
  for (const [path, type, extra] of [
    ["/v1/verify", "application/json", ""],
    ["/v1/imports?type=resident-id", "text/csv", `Authorization: Bearer ${key}\r\n`],
  ]) {
    const half = open(
      app.server.port,
      `POST ${path} HTTP/1.1\r\nHost: x\r\n${extra}Content-Type: ${type}\r\nContent-Length: 100\r\n\r\n{`,
    );
    await sleep(100);
    half.socket.resetAndDestroy();
    await half.closed;
    await sleep(100);
  }
  assert.deepEqual(errors, []);
  await app.server.stop();
});

test("brackets without end, and paths that begin with two slashes, are the client's fault", async () => {
  const app = await startTestApp();
  const key = await app.keyFor("nanshan");
  const nested = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  const headers = { "content-type": "application/json", "idempotency-key": "k" };
  for (const [path, body] of [
    ["/v1/verify", `{"policy":${nested},"document":"\\u0000"}`],
    ["/v1/documents", `{"type":"resident-id","claims":{"name":${nested}}}`],
  ] as const) {
    const answer = await app.request(path, { method: "POST", key, headers, body });
    assert.deepEqual(await problemOf(answer), { status: 400, code: "request.malformed_json" });
  }
  for (const path of ["//?a=b", "//x:y/?lang=es", "/?lang=%zz"]) {
    const raw = open(
      app.server.port,
      `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    );
    await raw.closed;
    assert.match(raw.received(), /^HTTP\/1\.1 (?:200|40\d) /, path);
  }
  await app.server.stop();
});

test("pipelined and repeated requests on one connection are each answered", async () => {
  const app = await startTestApp();
  const one = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
  const many = open(
    app.server.port,
    one.repeat(20) + one.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"),
  );
  await many.closed;
  assert.equal(many.received().match(/HTTP\/1\.1 200/g)?.length, 21);
  await app.server.stop();
});
