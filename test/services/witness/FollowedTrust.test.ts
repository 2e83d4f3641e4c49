import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { formatNote, formatVerifierKey, signNote } from "@sello/sdk/log";
import { formatTrustList } from "@sello/sdk/trust";
import { silentLogger } from "../../../services/platform/Logger.ts";
import { FolderStore } from "../../../services/witness/FolderStore.ts";
import { FollowedTrust } from "../../../services/witness/FollowedTrust.ts";
import { makeNoteSigner } from "../../support/keys.ts";
import { World, worldTimes } from "../../support/world.ts";

const world = new World();
const stranger = makeNoteSigner("signer-a.example", 1, "stolen");
const next = makeNoteSigner("signer-next.example", 1);
const nextSigners = [{ name: next.key.name, key: formatVerifierKey(next.key) }];

let folder = "";
let count = 0;
let server: Server;
let newest = "";
let asked = 0;
let nowMs = worldTimes.now * 1_000;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "sello-witness-trust-"));
  server = createServer((_request, response) => {
    asked += 1;
    response.setHeader("Content-Type", "text/plain");
    response.end(newest);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
});
after(() => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  count += 1;
  newest = await list(1);
});

const content = (version: number, changes: object = {}) => ({
  ...world.trustListContent(),
  version,
  ...changes,
});
const list = (version: number, changes: object = {}) =>
  world.trustListNote(content(version, changes));

const open = (given: string | null, mayBegin = false) =>
  FollowedTrust.open(given, {
    server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    store: new FolderStore(join(folder, String(count))),
    mayBegin: () => mayBegin,
    clock: { nowMs: () => nowMs },
    logger: silentLogger,
  });

test("a newer list that the pinned one's signers signed is taken, and kept over a restart", async () => {
  const trust = await open(newest);
  newest = await list(3);
  await trust.refresh();
  assert.deepEqual([trust.list?.head.version, trust.problem], [3, null]);
  const again = await open(await list(1));
  assert.equal(again.list?.head.version, 3);
  assert.equal((await open(await list(4))).list?.head.version, 4);
});

test("a list that cannot be accepted changes nothing, and is shown until a good one comes", async () => {
  const trust = await open(newest);
  const text = formatTrustList(content(2));
  const lies = [
    formatNote(await signNote(text, [stranger])),
    formatNote(await signNote(text, world.signers.slice(0, 1))),
    await list(2, { log: { ...content(2).log, origin: "other.example/log" } }).catch(() => "x"),
    "not a list",
  ];
  for (const lie of lies) {
    await trust.offer(lie);
    assert.equal(trust.list?.head.version, 1);
    assert.ok(trust.problem, lie.slice(0, 40));
    assert.equal(trust.problem.at, worldTimes.now);
  }
  await trust.offer(await list(2));
  assert.deepEqual([trust.list?.head.version, trust.problem], [2, null]);
});

test("signers that changed sign what follows, and those before them no more", async () => {
  const trust = await open(newest);
  // Those who go sign, and those who come: a list that is kept has to be good by itself.
  const named = { signers: nextSigners, signerQuorum: 1 };
  const second = formatTrustList(content(2, named));
  await trust.offer(formatNote(await signNote(second, [...world.signers, next])));
  assert.equal(trust.list?.head.version, 2);
  await trust.offer(await list(3));
  assert.equal(trust.list?.head.version, 2);
  await trust.offer(formatNote(await signNote(formatTrustList(content(3, named)), [next])));
  assert.equal(trust.list?.head.version, 3);
});

test("without a list that was given, the first is taken where the settings name its log, and no other", async () => {
  const unsure = await open(null);
  await unsure.refresh();
  assert.equal(unsure.list, null);
  const trust = await open(null, true);
  await trust.refresh();
  assert.equal(trust.list?.head.version, 1);
});

test("no matter who makes it ask, the service is asked once a second at most", async () => {
  const trust = await open(newest);
  asked = 0;
  await Promise.all([trust.refresh(), trust.refresh(), trust.refresh()]);
  await trust.refresh();
  assert.equal(asked, 1);
  nowMs += 1_000;
  await trust.refresh();
  assert.equal(asked, 2);
});
