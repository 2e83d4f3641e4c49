import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { toBase64 } from "@sello/sdk";
import { assertIncludes } from "./assertIncludes.ts";
import type { FakeChain } from "./FakeChain.ts";
import { idOf } from "./FakeCity.ts";
import { FakeNetwork, firstOrigin, firstSize, secondOrigin, times } from "./FakeNetwork.ts";

let network: FakeNetwork;
afterEach(() => network.stop());

test("a log that ended and its successor: nothing found, from any list, with chains and without", async () => {
  network = await FakeNetwork.start();
  for (const from of [1, 2, 3])
    for (const chains of [[], [0, 1], [1]]) {
      const monitor = network.monitor({ from, chains });
      for (const _again of [1, 2]) {
        const { violations, summary } = await monitor.look();
        assert.deepEqual(violations, [], `${from} ${chains}`);
        assert.equal(summary.size, firstSize + 3);
        assert.equal(summary.documents, network.documents);
        assert.equal(summary.sealedLogs, 1);
        assert.equal(summary.chainKnownFrom, chains.length === 1 ? times.opened : null);
      }
    }
});

test("a monitor that runs goes on over the migration, and the old chain need not run any more", async () => {
  network = await FakeNetwork.start({ migrated: false });
  const monitor = network.monitor({ from: 1, chains: [0] });
  assert.deepEqual(await network.codes(monitor), []);
  await network.migrate();
  const both = network.monitor({ state: monitor.state });
  assert.deepEqual(await network.codes(both), []);
  const state = JSON.parse(JSON.stringify(both.state));
  const later = network.monitor({ state, chains: [1] });
  assert.deepEqual(await network.codes(later), []);
  network.anchor(1, network.makeEntry(22));
  await network.sign(secondOrigin, 4);
  assert.deepEqual(await network.codes(later), []);
  assert.equal(later.state.facts?.knownFrom, null);
});

test("a first entry that does not commit to how the log before ended", async () => {
  const lies = [
    { count: firstSize - 1 },
    { batchRoot: new Uint8Array(32).fill(0xee) },
    { authority: idOf("futian") },
    { documentType: `0x${"ee".repeat(32)}` as never },
  ];
  for (const lie of lies) {
    network = await FakeNetwork.start({ migrated: false });
    await network.migrate({ entry: network.commitment(lie) });
    const monitor = network.monitor({ chains: [] });
    assert.deepEqual(await network.codes(monitor), ["log.predecessor"]);
    assert.equal(monitor.state.logs[secondOrigin], undefined);
    network.stop();
  }
  network = await FakeNetwork.start();
});

test("a sealed log that is served longer, shorter, with another end, or not at all", async () => {
  network = await FakeNetwork.start({ migrated: false });
  const monitor = network.monitor({ chains: [0] });
  assert.deepEqual(await network.codes(monitor), []);
  await network.migrate();
  const { checkpoints } = network.served(firstOrigin);
  const genuine = checkpoints.get(firstSize) as string;
  checkpoints.delete(firstSize);
  assertIncludes(await network.codes(monitor), "log.sealed");
  await network.sign(firstOrigin, firstSize, { root: new Uint8Array(32).fill(0xee) });
  assertIncludes(await network.codes(monitor), "log.sealed");
  checkpoints.set(firstSize, genuine);
  assert.deepEqual(await network.codes(monitor), []);
  // It was read to its end; from now on it is drawn from.
  network.served(firstOrigin).log.entries.forEach((entry) => {
    Object.assign(entry, { count: 99 });
  });
  assertIncludes(await network.codes(monitor), "entry.inclusion");
});

test("a list that says of a sealed log what neither the service nor the chain says", async () => {
  network = await FakeNetwork.start();
  const root = toBase64(network.served(firstOrigin).log.rootAt(firstSize - 1));
  const deployments = [network.sealedFirst({ size: firstSize - 1, root }), network.second()];
  await network.publish({ ...network.head({ deployments }) });
  assertIncludes(await network.codes(), "chain.sealed", "log.predecessor", "log.sealed");
  // Who followed it knows more: it was longer.
  network.stop();
  network = await FakeNetwork.start({ migrated: false });
  const monitor = network.monitor({ chains: [] });
  assert.deepEqual(await network.codes(monitor), []);
  await network.migrate();
  await network.publish(network.head({ version: 3, deployments }));
  network.notes.splice(2, 1);
  assertIncludes(await network.codes(monitor), "log.sealed");
});

test("a last checkpoint without a quorum, or by nobody's key", async () => {
  network = await FakeNetwork.start();
  const [first] = network.world.witnesses;
  await network.sign(firstOrigin, firstSize, { witnesses: first ? [first] : [] });
  assert.deepEqual(await network.codes(), ["checkpoint.quorum"]);
  const monitor = network.monitor();
  await network.sign(firstOrigin, firstSize, { signers: network.world.signers });
  assert.deepEqual(await network.codes(monitor), ["checkpoint.signature"]);
});

test("a batch in both logs, also for one who had read the first long before", async () => {
  network = await FakeNetwork.start({ migrated: false });
  const monitor = network.monitor({ chains: [] });
  assert.deepEqual(await network.codes(monitor), []);
  await network.migrate();
  assert.deepEqual(await network.codes(monitor), []);
  network.anchor(1, { ...network.makeEntry(22), batchRoot: network.makeEntry(2).batchRoot });
  await network.sign(secondOrigin, 4);
  const seen = await monitor.look();
  assert.deepEqual(
    seen.violations.map(({ code, where }) => [code, where.index]),
    [["log.batch-twice", 3]],
  );
  assert.deepEqual(await network.codes(), ["log.batch-twice"]);
});

test("an entry from outside its deployment's term", async () => {
  network = await FakeNetwork.start({ migrated: false });
  network.anchor(0, { ...network.makeEntry(7), anchoredAt: times.sealed + 10 });
  network.documents += 0;
  await network.sign(firstOrigin, firstSize + 1);
  const root = toBase64(network.served(firstOrigin).log.rootAt(firstSize + 1));
  const size = firstSize + 1;
  await network.publish(
    network.head({ deployments: [network.first({ until: times.sealed, size, root })] }),
  );
  assert.deepEqual(await network.codes(network.monitor({ chains: [] })), ["entry.term"]);
});

test("a successor that took over something else than there was", async () => {
  const officer = `0x${"ab".repeat(20)}` as const;
  const takeOvers: Readonly<Record<string, (chain: FakeChain) => void>> = {
    "a right more": (chain) => {
      const alter = network.authorities.map((each) => ({ ...each }));
      network.takeOver(chain, {
        alter: (authority) => ({
          ...(alter.find(({ id }) => id === authority.id) ?? authority),
          accreditations: authority.accreditations.map((grant) => ({ ...grant, delegate: true })),
        }),
      });
    },
    "a right less": (chain) =>
      network.takeOver(chain, { alter: (authority) => ({ ...authority, accreditations: [] }) }),
    "another key": (chain) =>
      network.takeOver(chain, {
        alter: (authority) => ({
          ...authority,
          keys: authority.keys.map((key) => ({ ...key, from: 1 })),
        }),
      }),
    "another name": (chain) =>
      network.takeOver(chain, {
        alter: (authority) => ({ ...authority, name: { zh: "x", es: "x", en: "x" } }),
      }),
    "another's end": (chain) => network.takeOver(chain, { terms: { predecessorSize: 4n } }),
    "another's root": (chain) =>
      network.takeOver(chain, { terms: { predecessorRoot: `0x${"ee".repeat(32)}` } }),
    "an officer more": (chain) => {
      chain.setOfficer(idOf("futian"), officer, 15, times.opened);
      network.takeOver(chain);
      chain.setOfficer(idOf("futian"), officer, 15, times.opened);
    },
  };
  for (const [what, takeOver] of Object.entries(takeOvers)) {
    network = await FakeNetwork.start({ migrated: false });
    await network.migrate({ takeOver });
    const codes = await network.codes();
    if (what === "an officer more")
      assert.deepEqual(codes, [], "what comes after it is a change like any other");
    else assertIncludes(codes, "chain.takeover");
    network.stop();
  }
  network = await FakeNetwork.start();
});

test("an officer, or a status list's head, that the successor has and the registry before had not", async () => {
  network = await FakeNetwork.start({ migrated: false });
  const officer = `0x${"ab".repeat(20)}` as const;
  const takeOver = (chain: FakeChain) => {
    const complete = chain.completeTakeOver.bind(chain);
    chain.completeTakeOver = (at) => {
      chain.setOfficer(idOf("futian"), officer, 15, times.opened);
      chain.takeStatusHead(idOf("futian"), 7, `0x${"ee".repeat(32)}`, times.opened);
      complete(at);
    };
    network.takeOver(chain);
  };
  await network.migrate({ takeOver });
  const { violations } = await network.monitor().look();
  assert.deepEqual([...new Set(violations.map(({ code }) => code))], ["chain.takeover"]);
  assert.equal(violations.length, 2);
});

test("status lists go on over a migration, and what they lose is found", async () => {
  network = await FakeNetwork.start({ migrated: false });
  const police = idOf("futian-police");
  network.world.statuses[9] = 1;
  network.chains[0]?.changeStatus(police, 1, [{ index: 9, status: 1 }], times.firstEntry);
  await network.migrate();
  assert.deepEqual(await network.codes(), []);
  const monitor = network.monitor();
  assert.deepEqual(await network.codes(monitor), []);
  network.world.statuses[10] = 1;
  network.chains[1]?.changeStatus(police, 1, [{ index: 10, status: 1 }], times.secondEntry);
  assert.deepEqual(await network.codes(monitor), []);
  network.world.statuses[9] = 0;
  assert.deepEqual(await network.codes(monitor), ["status.differs", "status.unrevoked"]);
});

test("a takeover under way: the new chain waits, and nothing is found", async () => {
  network = await FakeNetwork.start({ migrated: false });
  const takeOver = (chain: FakeChain) => {
    chain.completeTakeOver = () => {};
    network.takeOver(chain);
  };
  await network.migrate({ takeOver });
  const monitor = network.monitor();
  await monitor.look();
  assert.deepEqual(Object.keys(monitor.state.chains).length, 1);
});
