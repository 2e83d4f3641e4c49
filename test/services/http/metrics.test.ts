import assert from "node:assert/strict";
import { test } from "node:test";
import { composeOperationsApp } from "../../../services/compose/composeApp.ts";
import { startHttpServer } from "../../../services/http/startHttpServer.ts";
import { fakeMetrics } from "../operations/metrics/fakeFigures.ts";
import { fakeServices } from "./fakeServices.ts";
import { problemOf, startTestApp } from "./startTestApp.ts";

const token = "a-token-of-some-length";

const startWith = (given: string | null) => {
  const { metrics } = fakeMetrics();
  return startTestApp(
    {},
    {
      metrics: { source: metrics, token: given },
      observe: (record) => metrics.observeRequest(record),
    },
  );
};

test("without a token, only what comes from this machine itself is answered", async () => {
  const app = await startWith(null);
  try {
    await (await app.request("/v1/authorities/nanshan")).text();
    await (await app.request("/v1/secrets/440304199001011234")).text();
    const answer = await app.request("/metrics");
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get("content-type") ?? "", /^text\/plain; version=/);
    const text = await answer.text();
    assert.match(text, /route="\/v1\/authorities\/\{slug\}",status="200"\} 1$/m);
    // What was asked for and is not there is no label.
    assert.match(text, /route="unmatched",status="404"\} 1$/m);
    assert.ok(!text.includes("440304199001011234"));
    for (const header of ["forwarded", "x-forwarded-for", "via", "x-real-ip"]) {
      const proxied = await app.request("/metrics", { headers: { [header]: "203.0.113.9" } });
      assert.deepEqual(await problemOf(proxied), { status: 404, code: "route.unknown" }, header);
    }
  } finally {
    await app.server.stop();
  }
});

test("with a token, the token is asked for, from wherever", async () => {
  const app = await startWith(token);
  try {
    const withKey = (key?: string) => app.request("/metrics", key === undefined ? {} : { key });
    assert.equal((await withKey(token)).status, 200);
    for (const wrong of [undefined, "x", `${token}x`, token.slice(1)])
      assert.equal((await withKey(wrong)).status, 404);
  } finally {
    await app.server.stop();
  }
});

test("without an endpoint there is no such path", async () => {
  const app = await startTestApp();
  try {
    assert.equal((await app.request("/metrics")).status, 404);
  } finally {
    await app.server.stop();
  }
});

test("a process that is only a worker answers operators and nobody else", async () => {
  const { metrics } = fakeMetrics();
  const app = composeOperationsApp(fakeServices().services, {
    metrics: { source: metrics, token: null },
  });
  const server = await startHttpServer(app.express, { host: "127.0.0.1", port: 0 });
  try {
    const status = async (path: string) => (await fetch(`${server.url}${path}`)).status;
    assert.equal(await status("/healthz"), 200);
    assert.equal(await status("/readyz"), 200);
    assert.equal(await status("/metrics"), 200);
    for (const path of ["/", "/v1/trust-list", "/v1/documents", "/openapi.json"])
      assert.equal(await status(path), 404, path);
  } finally {
    await server.stop();
  }
});
