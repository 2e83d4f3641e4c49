import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { makeEcKey } from "../../support/keys.ts";
import { worldTimes } from "../../support/world.ts";
import { assertIncludes } from "./assertIncludes.ts";
import { FakeCity, idOf } from "./FakeCity.ts";

let city: FakeCity;
afterEach(() => city.stop());

test("a status list that differs from the chain, bit for bit", async () => {
  city = await FakeCity.start();
  const { statuses } = city.world;
  statuses[3] = 1;
  statuses[127] = 2;
  city.chain.setWord(idOf("futian-police"), 1, (1n << 6n) | (2n << 254n), worldTimes.anchored);
  const monitor = city.monitor();
  assert.deepEqual(await city.codes(monitor), []);
  statuses[4] = 2;
  assert.deepEqual(await city.codes(monitor), ["status.differs"]);
  statuses[4] = 0;
  statuses[131_071] = 2;
  assert.deepEqual(await city.codes(monitor), ["status.differs"]);
  statuses[131_071] = 0;
  statuses[3] = 0;
  assert.deepEqual(await city.codes(monitor), ["status.differs", "status.unrevoked"]);
  statuses[3] = 2;
  assertIncludes(await city.codes(monitor), "status.differs");
});

test("what was just set may take a moment to be published, and no longer", async () => {
  city = await FakeCity.start();
  city.chain.setWord(idOf("futian-police"), 1, 1n, worldTimes.now - 5);
  assert.deepEqual(await city.codes(), []);
  city.stop();
  city = await FakeCity.start();
  city.chain.setWord(idOf("futian-police"), 1, 1n, worldTimes.now - 500);
  assert.deepEqual(await city.codes(), ["status.differs"]);
});

test("a revocation taken back: in what is published, and on the chain", async () => {
  city = await FakeCity.start();
  city.world.statuses[9] = 1;
  const monitor = city.monitor({ node: false });
  assert.deepEqual(await city.codes(monitor), []);
  city.world.statuses[9] = 0;
  assert.deepEqual(await city.codes(monitor), ["status.unrevoked"]);
  const [violation] = monitor.state.evidence;
  assert.ok(String(violation?.expected).startsWith("eyJ"));
  assert.ok(String(violation?.found).startsWith("eyJ"));
  city.chain.setWord(idOf("futian-police"), 1, 1n << 18n, worldTimes.anchored);
  city.chain.setWord(idOf("futian-police"), 1, 0n, worldTimes.anchored + 1);
  assert.deepEqual(await city.codes(), ["chain.unrevoked"]);
});

test("a status list that is forged, expired, malformed, somewhere else, or not there", async () => {
  city = await FakeCity.start();
  const path = "/v1/status-lists/futian-police/1";
  const serve = (token: string | null) => city.overrides.set(path, token);
  serve(await city.world.statusToken(worldTimes.published, makeEcKey()));
  assert.deepEqual(await city.codes(), ["status.signature"]);
  const ownKey = { ...makeEcKey(), kid: city.world.keys["futian-police"].kid };
  serve(await city.world.statusToken(worldTimes.published, ownKey));
  assert.deepEqual(await city.codes(), ["status.signature"]);
  serve(await city.world.statusToken(worldTimes.now + 3_600));
  assert.deepEqual(await city.codes(), ["status.signature"]);
  serve(await city.world.statusToken(worldTimes.now - 8 * 86_400));
  assert.deepEqual(await city.codes(), ["status.expired"]);
  serve("not a token");
  assert.deepEqual(await city.codes(), ["status.malformed"]);
  serve(null);
  assert.deepEqual(await city.codes(), ["status.missing"]);
  city.overrides.clear();
  const uris = (...all: string[]) =>
    city.overrides.set("/v1/status-lists/futian-police", JSON.stringify({ status_lists: all }));
  uris("https://elsewhere.example/v1/status-lists/futian-police/1");
  assert.deepEqual(await city.codes(), ["status.malformed"]);
  uris();
  city.chain.setWord(idOf("futian-police"), 1, 1n, worldTimes.anchored);
  assert.deepEqual(await city.codes(), ["status.missing"]);
});
