import assert from "node:assert/strict";
import { connect } from "node:net";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
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
    // Whoever watches over the service may always ask, and so may a good key.
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
