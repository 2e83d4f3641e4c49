import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { type TrustListContent, toAuthorityId } from "@sello/sdk";
import { worldTimes, worldTypes } from "../../support/world.ts";
import { assertIncludes } from "./assertIncludes.ts";
import { FakeCity, idOf } from "./FakeCity.ts";

let city: FakeCity;
afterEach(() => city.stop());

test("a node that is named only later is compared with what was followed without it", async () => {
  city = await FakeCity.start();
  const blind = city.monitor({ node: false });
  assert.deepEqual(await city.codes(blind), []);
  assert.deepEqual(await city.codes(city.monitor({ state: blind.state })), []);
  await city.rewrite([...city.log.entries.slice(1)]);
  const misled = city.monitor({ node: false });
  assert.deepEqual(await city.codes(misled), []);
  assertIncludes(await city.codes(city.monitor({ state: misled.state })), "chain.checkpoint");
});

test("rights that the trust list grants and the contract does not", async () => {
  city = await FakeCity.start();
  city.chain.setAccreditation(idOf("futian"), worldTypes.resident.id, 1, worldTimes.anchored + 2);
  assertIncludes(await city.codes(), "entry.unaccredited", "registry.accreditations");
  city.stop();
  city = await FakeCity.start();
  city.chain.setState(idOf("futian"), 2, worldTimes.anchored + 2);
  assertIncludes(await city.codes(), "entry.authority-inactive", "registry.states");
  city.stop();
  city = await FakeCity.start();
  const thumbprint = `0x${Buffer.from(city.world.keys["futian-police"].kid, "base64url").toString("hex")}`;
  city.chain.setKey(
    idOf("futian-police"),
    thumbprint as `0x${string}`,
    worldTimes.begin,
    worldTimes.now,
  );
  assert.deepEqual(await city.codes(), ["registry.keys"]);
});

test("the contract's own answer counts, whatever its events say", async () => {
  city = await FakeCity.start();
  city.chain.denies = true;
  const { violations } = await city.monitor().look();
  assert.deepEqual(
    violations.map(({ code, where }) => [code, where.source, where.index]),
    [
      ["entry.authority-inactive", "contract", 4],
      ["entry.unaccredited", "contract", 4],
    ],
  );
});

test("the chain: withheld entries, another chain, other contracts, blocks replaced", async () => {
  city = await FakeCity.start();
  const monitor = city.monitor();
  await monitor.look();
  city.anchor(city.makeEntry(5));
  assert.deepEqual(await city.codes(monitor), ["chain.withheld"]);
  await city.publish();
  assert.deepEqual(await city.codes(monitor), []);
  city.chain.fork = 1_000;
  assert.deepEqual(await city.codes(monitor), ["chain.rewritten"]);
  city.chain.fork = 0;
  city.chain.chainId += 1;
  assert.deepEqual(await city.codes(monitor), ["chain.id"]);
  city.chain.chainId -= 1;
  const content = city.world.trustListContent();
  const chain = { ...content.chain, registry: `0x${"44".repeat(20)}` as const };
  city.trustLists = [await city.world.trustListNote({ ...content, chain })];
  assert.deepEqual(await city.codes(), ["chain.contracts"]);
});

test("a log contract that does not say what its events say", async () => {
  city = await FakeCity.start();
  const monitor = city.monitor();
  city.chain.lies.root = `0x${"ee".repeat(32)}`;
  assert.deepEqual(await city.codes(monitor), ["chain.root"]);
  city.chain.lies.size = 6n;
  assert.deepEqual(await city.codes(monitor), ["chain.size"]);
  assert.deepEqual(monitor.state.chains, {});
});

test("an authority that only one side knows", async () => {
  city = await FakeCity.start();
  const content = city.world.trustListContent();
  const [model] = content.authorities.slice(-1);
  const iss = `${content.publicUrl}/authorities/ghost`;
  const ghost = { ...(model as object), iss, id: toAuthorityId(iss), slug: "ghost", keys: [] };
  const authorities = [...content.authorities, ghost] as TrustListContent["authorities"];
  city.trustLists = [await city.world.trustListNote({ ...content, authorities })];
  assert.deepEqual(await city.codes(), ["registry.authority"]);
});
