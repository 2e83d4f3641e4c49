import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, test } from "node:test";
import { type Authority, toAuthorityId } from "@sello/sdk";
import { Monitor } from "../../../cli/monitor/Monitor.ts";
import { Nodes } from "../../../cli/monitor/Nodes.ts";
import { PublicApi } from "../../../cli/monitor/PublicApi.ts";
import { readState, writeState } from "../../../cli/monitor/stateFile.ts";
import { idOf } from "./FakeCity.ts";
import { FakeNetwork, firstOrigin, firstSize } from "./FakeNetwork.ts";

// What anybody may write into contracts of edition 1: it is found, or explained, and stops nothing.

let network: FakeNetwork;
afterEach(() => network.stop());

const register = (iss: string, changes: Partial<Authority> = {}, names?: string) => {
  const [, , police] = network.authorities as [Authority, Authority, Authority];
  const authority = { ...police, id: toAuthorityId(iss), iss, keys: [], ...changes };
  network.chains[0]?.register(authority, names === undefined ? {} : { names });
  return authority;
};

test("authorities that no list represents are left out with a reason, and that is no violation", async () => {
  network = await FakeNetwork.start({ migrated: false });
  const above = register("https://elsewhere.example/authorities/x");
  register("not an address");
  register("https://sello.example/authorities/Over_Long");
  register(`https://sello.example/authorities/${"a".repeat(65)}`);
  register("https://sello.example/authorities/below", { parent: above.id });
  register("https://sello.example/authorities/orphan", {
    parent: idOf("futian").replace("0x", "0x") as never,
  });
  const seen = await network.monitor().look();
  assert.deepEqual(
    seen.summary.leftOut.map(({ reason }) => reason),
    ["issuer.origin", "issuer.form", "issuer.slug", "issuer.slug", "authority.above"],
  );
  // The last is as good as any: that one must not be missing.
  assert.deepEqual(
    seen.violations.map(({ code, expected }) => [code, expected]),
    [["registry.authority", "https://sello.example/authorities/orphan"]],
  );
});

test("names with NUL, halves of characters, no JSON, or no UTF-8 stop nothing", async () => {
  network = await FakeNetwork.start({ migrated: false });
  const names = [
    '{"zh":"\\u0000","es":"x","en":"x"}',
    '{"en":"\\ud800"}',
    "[]",
    "null",
    "{",
    "\0",
    "",
  ];
  for (const [i, text] of names.entries()) register(`not an address ${i}`, {}, text);
  register("no UTF-8", {}, "aaaaaaaa");
  network.chains[0]?.rewriteLast("6161616161616161", "fffefdfc80c0c1f5");
  const seen = await network.monitor().look();
  assert.deepEqual(seen.violations, []);
  assert.equal(seen.summary.leftOut.length, names.length + 1);
});

test("an authority's name that is not the chain's", async () => {
  network = await FakeNetwork.start({ migrated: false });
  network.authorities = network.authorities.map((each) =>
    each.slug === "futian" ? { ...each, name: { ...each.name, es: "Otra" } } : each,
  );
  await network.publish(network.head({ deployments: [network.first()] }));
  assert.deepEqual(await network.codes(), ["registry.name"]);
});

test("a count that no number holds is found, kept as it is, and the log goes on", async () => {
  network = await FakeNetwork.start({ migrated: false });
  const monitor = network.monitor();
  network.anchor(0, { ...network.makeEntry(9), count: 2n ** 63n });
  // As the service counts: no further than a number goes.
  network.documents = Number.MAX_SAFE_INTEGER;
  const seen = await monitor.look();
  assert.deepEqual(
    seen.violations.map(({ code, found }) => [code, found]),
    [["chain.unsound", String(2n ** 63n)]],
  );
  const file = join(mkdtempSync(join(tmpdir(), "sello-monitor-")), "state.json");
  writeState(file, monitor.state);
  await network.sign(firstOrigin, firstSize + 1);
  const again = network.monitor({ state: readState(file) as never });
  const { violations, summary } = await again.look();
  assert.deepEqual([violations, summary.size], [[], firstSize + 1]);
});

test("keys that end or begin beyond all times stop nothing", async () => {
  network = await FakeNetwork.start({ migrated: false });
  const key = `0x${"77".repeat(32)}` as const;
  network.chains[0]?.setKey(idOf("futian"), key, 2 ** 62, 2 ** 63);
  assert.deepEqual(await network.codes(), []);
});

test("a state of the version before carries over: what it accepted, saw and found", async () => {
  network = await FakeNetwork.start({ migrated: false });
  const now = network.monitor({ from: 1 });
  await now.look();
  const { logs, chains, trustList, statusLists, url } = now.state;
  const { checkpoint, log } = logs[firstOrigin] as (typeof logs)[string];
  const [chain] = Object.values(chains);
  const evidence = [{ code: "figures.size", where: {}, expected: 1, found: 0 }];
  const former = { checkpoint, log, statusLists, evidence, url, trustList };
  const block = chain?.block;
  const file = join(mkdtempSync(join(tmpdir(), "sello-monitor-")), "state.json");
  const keep = (value: object) => {
    writeFileSync(file, JSON.stringify({ format: "sello-monitor/2", ...former, chain: value }));
    return readState(file) as never;
  };
  const good = network.monitor({
    state: keep({ block, authorities: [], lists: {}, ahead: [], log }),
  });
  const seen = await good.look();
  assert.deepEqual([seen.violations, seen.summary.newEntries], [[], 0]);
  assert.equal(good.state.evidence.length, 1);
  const rewritten = { number: block?.number, hash: `0x${"ee".repeat(32)}` };
  const bad = network.monitor({ state: keep({ block: rewritten }) });
  assert.deepEqual(await network.codes(bad), ["chain.rewritten"]);
  assert.match(readFileSync(file, "utf8"), /sello-monitor\/2/);
});

test("two nodes: each is of the chain that it says, and none of another network", async () => {
  network = await FakeNetwork.start();
  const parts = { api: new PublicApi(network.url), settleSeconds: 0, now: () => network.now };
  const nodes = new Nodes([1, 0].map((i) => `${network.url}/rpc/${i}`));
  const state = network.monitor().state;
  assert.deepEqual(await network.codes(new Monitor({ ...parts, nodes, state })), []);
  // One that does not answer may be of the chain that has ended.
  const gone = new Nodes([`${network.url}/rpc/1`, "http://127.0.0.1:9"]);
  assert.deepEqual(await network.codes(new Monitor({ ...parts, nodes: gone, state })), []);
  const lost = new Nodes([`${network.url}/rpc/0`, "http://127.0.0.1:9"]);
  await assert.rejects(new Monitor({ ...parts, nodes: lost, state }).look(), { exitCode: 69 });
  for (const chain of network.chains) chain.chainId += 100;
  assert.deepEqual(await network.codes(new Monitor({ ...parts, nodes, state })), ["chain.id"]);
});
