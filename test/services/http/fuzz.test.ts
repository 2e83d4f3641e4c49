import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { hostileRequests, type OpenApi } from "./hostileRequests.ts";
import { startTestApp } from "./startTestApp.ts";

// Requests made from the OpenAPI document itself: whatever is sent to any route, the answer is never a
// fault of ours. More with SELLO_FUZZ, for a long run; SELLO_FUZZ_SEED repeats one.
const perOperation = Number(process.env.SELLO_FUZZ ?? 40);
const seed = Number(process.env.SELLO_FUZZ_SEED ?? 1);

let app: Awaited<ReturnType<typeof startTestApp>>;
const faults: unknown[] = [];
before(async () => {
  const logger = { info() {}, warn() {}, error: (data: object) => faults.push(data) };
  app = await startTestApp({ logger });
});
after(() => app.server.stop());

test("no request to any route makes a fault of ours", async () => {
  const key = await app.keyFor("nanshan-housing");
  const openApi = (await (await app.request("/openapi.json")).json()) as OpenApi;
  let answered = 0;
  for (const { path, init, operation } of hostileRequests(openApi, { perOperation, seed })) {
    // It never ends by itself; it has no input.
    if (operation === "followLog") continue;
    const headers = new Headers(init.headers);
    if (!headers.has("authorization")) headers.set("authorization", `Bearer ${key}`);
    const response = await fetch(`${app.server.url}${path}`, { ...init, headers });
    const text = await response.text();
    const about = `seed ${seed}: ${init.method} ${path} → ${response.status} ${text.slice(0, 200)}`;
    // 501: the specification allows it and we do not offer it.
    assert.ok(response.status < 500 || response.status === 501, about);
    if (response.status >= 400) {
      const type = response.headers.get("content-type") ?? "";
      assert.match(type, /^application\/problem\+json|^text\/html/, about);
    }
    answered += 1;
  }
  assert.ok(answered > 30 * perOperation * 0.9);
  assert.deepEqual(faults, []);
});
