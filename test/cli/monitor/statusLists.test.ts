import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { emptyStatusHead } from "@sello/sdk/log";
import { makeEcKey } from "../../support/keys.ts";
import { worldTimes } from "../../support/world.ts";
import { assertIncludes } from "./assertIncludes.ts";
import { FakeCity, idOf } from "./FakeCity.ts";

let city: FakeCity;
afterEach(() => city.stop());

const police = () => idOf("futian-police");
const revoke = (index: number, timestamp: number) =>
  city.chain.changeStatus(police(), 1, [{ index, status: 1 }], timestamp);

test("a status list that differs from the chain, bit for bit", async () => {
  city = await FakeCity.start();
  const { statuses } = city.world;
  statuses[3] = 1;
  statuses[127] = 2;
  statuses[70_000] = 1;
  const changes = [
    { index: 3, status: 1 },
    { index: 127, status: 2 },
    { index: 70_000, status: 1 },
  ];
  city.chain.changeStatus(police(), 1, changes, worldTimes.anchored);
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
  revoke(0, worldTimes.now - 5);
  assert.deepEqual(await city.codes(), []);
  city.stop();
  city = await FakeCity.start();
  revoke(0, worldTimes.now - 500);
  assert.deepEqual(await city.codes(), ["status.differs"]);
});

test("a revocation taken back in what is published", async () => {
  city = await FakeCity.start();
  city.world.statuses[9] = 1;
  const monitor = city.monitor({ node: false });
  assert.deepEqual(await city.codes(monitor), []);
  city.world.statuses[9] = 0;
  assert.deepEqual(await city.codes(monitor), ["status.unrevoked"]);
  const [violation] = monitor.state.evidence;
  assert.ok(String(violation?.expected).startsWith("eyJ"));
  assert.ok(String(violation?.found).startsWith("eyJ"));
});

test("on the chain a revocation cannot be taken back: what comes later means nothing", async () => {
  city = await FakeCity.start();
  revoke(9, worldTimes.anchored);
  const monitor = city.monitor();
  city.world.statuses[9] = 1;
  assert.deepEqual(await city.codes(monitor), []);
  for (const status of [0, 2])
    city.chain.changeStatus(police(), 1, [{ index: 9, status }], worldTimes.anchored + 1);
  assert.deepEqual(await city.codes(monitor), []);
  assert.deepEqual(await city.codes(), []);
  city.world.statuses[9] = 2;
  assertIncludes(await city.codes(), "status.differs");
});

test("a change that the node keeps back, between others or as the newest", async () => {
  city = await FakeCity.start();
  city.world.statuses[9] = 1;
  revoke(9, worldTimes.anchored);
  const monitor = city.monitor();
  assert.deepEqual(await city.codes(monitor), []);
  const known = monitor.state.facts;
  revoke(10, worldTimes.anchored + 1);
  const kept = city.chain.heads.get(`${police()}/1`);
  city.chain.withholdLast();
  const { violations } = await monitor.look();
  assert.deepEqual(
    violations.map(({ code, found }) => [code, found]),
    [["chain.status-head", kept]],
  );
  assert.deepEqual(violations[0]?.expected, known?.lists[`${police()}/1`]?.head);
  assert.deepEqual(monitor.state.facts, known, "it is found again until it is gone");
  revoke(11, worldTimes.anchored + 2);
  city.world.statuses[11] = 1;
  assert.deepEqual(await city.codes(monitor), ["chain.status-head"]);
  const between = monitor.state.evidence.at(-1);
  assert.deepEqual(between?.found, city.chain.heads.get(`${police()}/1`));
});

test("a list of which the node keeps back everything, and one that was never changed", async () => {
  city = await FakeCity.start();
  assert.deepEqual(await city.codes(), []);
  revoke(9, worldTimes.anchored);
  city.chain.withholdLast();
  const { violations } = await city.monitor().look();
  assert.deepEqual(
    violations.map(({ code, expected }) => [code, expected]),
    [["chain.status-head", emptyStatusHead]],
  );
});

test("a change that is forged: with another head, or with what the contract refuses", async () => {
  city = await FakeCity.start();
  city.world.statuses[9] = 1;
  const changes = [{ index: 9, status: 1 }];
  city.chain.changeStatus(police(), 1, changes, worldTimes.anchored, `0x${"ee".repeat(32)}`);
  assert.deepEqual(await city.codes(), ["chain.status-head"]);
  city.stop();
  city = await FakeCity.start();
  city.chain.changeStatus(police(), 1, "0x000007", worldTimes.anchored);
  assert.deepEqual(await city.codes(), ["chain.status-changes"]);
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
  revoke(0, worldTimes.anchored);
  assert.deepEqual(await city.codes(), ["status.missing"]);
});
