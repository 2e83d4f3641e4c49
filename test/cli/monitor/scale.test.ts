import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { type Authority, toAuthorityId } from "@sello/sdk";
import { monitorLimits } from "../../../cli/monitor/monitorLimits.ts";
import { makeEcKey } from "../../support/keys.ts";
import { FakeNetwork } from "./FakeNetwork.ts";

let network: FakeNetwork;
afterEach(() => network.stop());

/** A city with so many departments, on the chain and in the list. */
async function grow(authorities: number): Promise<void> {
  network = await FakeNetwork.start({ migrated: false });
  const [, , police] = network.authorities as [Authority, Authority, Authority];
  const { kid, jwk } = makeEcKey();
  const [key] = police.keys;
  const more = Array.from({ length: authorities }, (_, i): Authority => {
    const slug = `department-${i}`;
    const iss = `https://sello.example/authorities/${slug}`;
    return {
      ...police,
      id: toAuthorityId(iss),
      iss,
      slug,
      keys: key ? [{ ...key, kid, jwk }] : [],
    };
  });
  for (const authority of more) {
    network.chains[0]?.register(authority);
    network.overrides.set(`/v1/status-lists/${authority.slug}`, '{"status_lists":[]}');
  }
  network.authorities = [...network.authorities, ...more];
  await network.publish(network.head({ deployments: [network.first()] }));
}

test("a city of 10,000 authorities: a look is bounded in requests, time and memory", async () => {
  await grow(10_000);
  const monitor = network.monitor();
  const before = process.memoryUsage().heapUsed;
  let began = performance.now();
  const first = await monitor.look();
  const firstMs = performance.now() - began;
  assert.deepEqual(first.violations, []);
  network.requests.length = 0;
  began = performance.now();
  assert.deepEqual((await monitor.look()).violations, []);
  const laterMs = performance.now() - began;
  const bytes = process.memoryUsage().heapUsed - before;
  const lists = network.requests.filter((path) => path.startsWith("/v1/status-lists/"));
  assert.ok(lists.length <= monitorLimits.statusAuthorities + 2, `${lists.length} requests`);
  assert.ok(!network.requests.some((path) => path.endsWith("/all")), "the entries are read once");
  const figures = {
    firstMs,
    laterMs,
    heapMB: bytes / 2 ** 20,
    stateMB: JSON.stringify(monitor.state).length / 2 ** 20,
  };
  console.log(figures);
  assert.ok(firstMs < 120_000 && laterMs < 30_000 && figures.heapMB < 512, JSON.stringify(figures));
  // Another part of the city at each look, until all were read.
  assert.notEqual(monitor.state.statusAfter, "");
});
