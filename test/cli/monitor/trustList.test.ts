import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { formatNote, formatVerifierKey, signNote } from "@sello/sdk/log";
import { formatTrustList } from "@sello/sdk/trust";
import { makeNoteSigner } from "../../support/keys.ts";
import { worldTimes } from "../../support/world.ts";
import { FakeCity } from "./FakeCity.ts";

let city: FakeCity;
afterEach(() => city.stop());

test("a trust list not signed by the old one's quorum is not taken", async () => {
  city = await FakeCity.start();
  const monitor = city.monitor();
  const content = { ...city.world.trustListContent(), version: 2 };
  const sign = async (...signers: (typeof city.world.signers)[number][]) =>
    formatNote(await signNote(formatTrustList(content), signers));
  const stranger = makeNoteSigner("stranger.example", 1);
  const [a, b] = city.world.signers as [typeof stranger, typeof stranger];
  for (const note of [
    await sign(stranger),
    await sign(a),
    await sign(a, a),
    await sign(a, stranger),
  ]) {
    city.trustLists[1] = note;
    const seen = await monitor.look();
    assert.deepEqual(
      seen.violations.map(({ code }) => code),
      ["trust-list.signatures"],
    );
    assert.equal(seen.violations[0]?.found, note);
    assert.equal(monitor.state.trustList, city.trustLists[0]);
  }
  city.trustLists[1] = await sign(a, b);
  assert.deepEqual(await city.codes(monitor), []);
  assert.equal(monitor.state.trustList, city.trustLists[1]);
});

test("a trust list that goes back, contradicts itself, is over, or is another log's", async () => {
  city = await FakeCity.start();
  const content = city.world.trustListContent();
  const note = (change: object) => city.world.trustListNote({ ...content, ...change });
  const second = await note({ version: 2 });
  city.trustLists.push(second);
  const monitor = city.monitor();
  assert.deepEqual(await city.codes(monitor), []);
  const offer = async (list: string) => {
    city.overrides.set("/v1/trust-list", list);
    return city.codes(monitor);
  };
  assert.deepEqual(await offer(city.trustLists[0] as string), ["trust-list.rolled-back"]);
  const other = await note({ version: 2, validUntil: worldTimes.validUntil + 1 });
  assert.deepEqual(await offer(other), ["trust-list.contradiction"]);
  const log = { ...content.log, origin: "other.example/log" };
  assert.deepEqual(await offer(await note({ version: 3, log })), ["trust-list.other-network"]);
  assert.deepEqual(await offer("no list"), ["answer.malformed"]);
  assert.deepEqual(await offer(await note({ version: 3, validUntil: worldTimes.now })), [
    "trust-list.expired",
  ]);
});

test("a list whose signers changed twice is reached through the versions between", async () => {
  city = await FakeCity.start();
  const content = city.world.trustListContent();
  const [x, y] = ["x", "y"].map((name) => makeNoteSigner(`signer-${name}.example`, 1)) as [
    (typeof city.world.signers)[number],
    (typeof city.world.signers)[number],
  ];
  const signers = [x, y].map(({ key }) => ({ name: key.name, key: formatVerifierKey(key) }));
  const second = formatTrustList({ ...content, version: 2, signers });
  const third = formatTrustList({ ...content, version: 3, signers });
  city.trustLists.push(formatNote(await signNote(second, city.world.signers)));
  city.trustLists.push(formatNote(await signNote(third, [x, y])));
  const monitor = city.monitor();
  assert.deepEqual(await city.codes(monitor), []);
  assert.equal(monitor.state.trustList, city.trustLists[2]);
  city.overrides.set("/v1/trust-lists/2", null);
  assert.deepEqual(await city.codes(), ["trust-list.signatures"]);
});
