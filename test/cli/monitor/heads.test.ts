import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { type LogEnd, type TrustHead, toBase64 } from "@sello/sdk";
import { formatVerifierKey, type NoteSigner } from "@sello/sdk/log";
import { makeNoteSigner } from "../../support/keys.ts";
import { assertIncludes } from "./assertIncludes.ts";
import { FakeNetwork, firstOrigin, firstSize, secondOrigin } from "./FakeNetwork.ts";

// Heads of trust lists that follow each other: what ended stays ended, and signers are walked through.

let network: FakeNetwork;
afterEach(() => network.stop());

const always = { from: 0, until: null };
const now = () => network.now;

/** The first log at a size, as an end. */
const endAt = (size: number, root = network.served(firstOrigin).log.rootAt(size)): LogEnd => ({
  origin: firstOrigin,
  size,
  root: toBase64(root),
});
const ended = (size = 4) => ({ until: now() - 500, end: endAt(size) });

/** The first witness with its key ended, and another in office beside it. */
function exchanged(end = ended()): TrustHead["witnesses"] {
  const [first, ...others] = network.world.witnesses as [NoteSigner, ...NoteSigner[]];
  const replacement = makeNoteSigner("replacement.sello.example", 4);
  return [
    { name: first.key.name, keys: [network.term(first, end)] },
    ...others.map((each) => ({ name: each.key.name, keys: [network.term(each)] })),
    { name: replacement.key.name, keys: [network.term(replacement)] },
  ];
}

test("an end that changes afterwards, or is taken back, or a key that vanishes", async () => {
  network = await FakeNetwork.start({ migrated: false });
  await network.change({ witnesses: exchanged() });
  const monitor = network.monitor({ chains: [] });
  assert.deepEqual(await network.codes(monitor), []);
  const before = monitor.state.trustList;
  const lies: TrustHead["witnesses"][] = [
    exchanged(ended(3)),
    exchanged({ ...ended(), until: now() - 400 }),
    exchanged({ ...ended(), end: endAt(4, new Uint8Array(32).fill(0xee)) }),
    exchanged({ until: null, end: null } as never),
    exchanged().slice(1),
  ];
  for (const witnesses of lies) {
    await network.change({ witnesses });
    const seen = await monitor.look();
    assert.deepEqual(
      seen.violations.map(({ code }) => code),
      ["trust-list.end"],
    );
    assert.deepEqual(
      [seen.violations[0]?.expected, seen.violations[0]?.found],
      [before, network.notes.at(-1)],
    );
    assert.equal(monitor.state.trustList, before);
    network.notes.pop();
  }
  assert.deepEqual(await network.codes(monitor), []);
  // Both lists are signed: that cannot be undone.
  const { earlier } = await monitor.look();
  assert.equal(earlier.length, 5);
});

test("an end whose root is not one that the log had", async () => {
  network = await FakeNetwork.start({ migrated: false });
  const end = { ...ended(), end: endAt(4, new Uint8Array(32).fill(0xee)) };
  await network.change({ witnesses: exchanged(end) });
  assert.deepEqual(await network.codes(), ["trust-list.end-root"]);
  network.notes.pop();
  await network.change({ witnesses: exchanged() });
  const monitor = network.monitor();
  assert.deepEqual(await network.codes(monitor), []);
  assert.equal(monitor.state.ends.length, 1);
  network.requests.length = 0;
  assert.deepEqual(await network.codes(monitor), []);
  assert.ok(!network.requests.some((path) => path.includes("from=4")), "it is proved once");
});

test("a sealed deployment that changes afterwards, or is named no more", async () => {
  network = await FakeNetwork.start();
  const monitor = network.monitor();
  assert.deepEqual(await network.codes(monitor), []);
  const root = toBase64(new Uint8Array(32).fill(0xee));
  const other = `0x${"77".repeat(20)}` as const;
  const lies = [
    [network.sealedFirst({ root }), network.second()],
    [network.sealedFirst({ size: 4 }), network.second()],
    [network.sealedFirst({ registry: other }), network.second()],
    [network.sealedFirst({ chainId: 9 }), network.second()],
    [network.sealedFirst(), network.second({ log: other })],
    [network.sealedFirst()],
    [network.first()],
  ];
  for (const deployments of lies) {
    await network.change({ deployments });
    assertIncludes(await network.codes(monitor), "trust-list.sealed");
    network.notes.pop();
  }
});

test("signers that changed twice while nobody looked are walked through; a wrong way is found", async () => {
  network = await FakeNetwork.start({ migrated: false });
  const monitor = network.monitor({ from: 2, chains: [] });
  assert.deepEqual(await network.codes(monitor), []);
  const [x, y] = ["x", "y"].map((name) => makeNoteSigner(`signer-${name}.example`, 1)) as [
    NoteSigner,
    NoteSigner,
  ];
  const { signers: old } = network.world;
  const named = (...signers: NoteSigner[]) => ({
    signers: signers.map(({ key }) => ({ name: key.name, key: formatVerifierKey(key), ...always })),
    signerQuorum: signers.length,
  });
  await network.change({});
  await network.change({ ...named(x), signersSince: 4 }, [...old, x]);
  await network.change({}, [x]);
  await network.change({ ...named(y), signersSince: 6 }, [x, y]);
  await network.change({}, [y]);
  const state = monitor.state;
  assert.deepEqual(await network.codes(network.monitor({ state, chains: [] })), []);
  // A version of the way that is kept back.
  network.overrides.set("/v1/trust-lists/5", null);
  network.overrides.set("/v1/trust-lists/4", null);
  assert.deepEqual(await network.codes(network.monitor({ state, chains: [] })), [
    "trust-list.signatures",
  ]);
  network.overrides.clear();
  await network.change({ ...named(x), signersSince: 4 }, [x, y]);
  const later = network.monitor({ from: 7, chains: [] });
  assert.deepEqual(await network.codes(later), ["trust-list.signers-since"]);
});

test("a signer that the list before does not name signs nothing", async () => {
  network = await FakeNetwork.start({ migrated: false });
  const monitor = network.monitor({ chains: [] });
  await network.change({}, [
    makeNoteSigner("signer-a.example", 1, "stolen"),
    makeNoteSigner("z.example", 1),
  ]);
  assert.deepEqual(await network.codes(monitor), ["trust-list.signatures"]);
});

test("entries that do not give the head's count and root, or are not served", async () => {
  network = await FakeNetwork.start({ migrated: false });
  const genuine = network.entriesText;
  const lines = genuine.split("\n");
  for (const lie of [
    genuine.replace("futian-police", "futian-polica"),
    [...lines.slice(0, 1), ...lines.slice(2)].join("\n"),
    [lines[0], lines[2], lines[1], ...lines.slice(3)].join("\n"),
  ]) {
    network.entriesText = lie;
    assert.deepEqual(await network.codes(network.monitor({ chains: [] })), ["trust-list.entries"]);
  }
  network.entriesText = "something else";
  assert.deepEqual(await network.codes(network.monitor({ chains: [] })), ["answer.malformed"]);
  network.overrides.set("/v1/trust-lists/2/all", null);
  assert.deepEqual(await network.codes(network.monitor({ chains: [] })), ["trust-list.entries"]);
});

test("entries are read once for as long as their roots stay", async () => {
  network = await FakeNetwork.start({ migrated: false });
  const monitor = network.monitor({ chains: [] });
  await monitor.look();
  await network.change({ witnesses: exchanged() });
  network.requests.length = 0;
  assert.deepEqual(await network.codes(monitor), []);
  assert.ok(!network.requests.some((path) => path.endsWith("/all")));
});

test("a log key that ended signs nothing above its end, and one that is distrusted nothing", async () => {
  network = await FakeNetwork.start({ migrated: false });
  const next = makeNoteSigner(firstOrigin, 1, "next");
  const keys = [network.term(network.world.log, ended(4)), network.term(next)];
  await network.change({ deployments: [network.first({ keys })] });
  assert.deepEqual(await network.codes(), ["checkpoint.key-ended"]);
  await network.sign(firstOrigin, firstSize, { signers: [network.world.log, next] });
  assert.deepEqual(await network.codes(), []);
  await network.sign(firstOrigin, firstSize, { signers: [next] });
  assert.deepEqual(await network.codes(), []);
  const distrusted = network.term(next, { distrustedFrom: now() - 10 });
  await network.change({
    deployments: [network.first({ keys: [network.term(network.world.log, ended(4)), distrusted] })],
  });
  assert.deepEqual(await network.codes(), ["checkpoint.key-ended"]);
});

test("witnesses count in their terms alone: by time, by size, and while they are trusted", async () => {
  network = await FakeNetwork.start({ migrated: false });
  const [a, b, c] = network.world.witnesses as [NoteSigner, NoteSigner, NoteSigner];
  const sign = (witnesses: readonly NoteSigner[], at?: number) =>
    network.sign(firstOrigin, firstSize, { witnesses, ...(at === undefined ? {} : { at }) });
  const list = (...keys: (readonly [NoteSigner, object])[]) => ({
    witnesses: keys.map(([witness, changes]) => ({
      name: witness.key.name,
      keys: [network.term(witness, changes)],
    })),
  });
  const judge = async (changes: Partial<TrustHead>) => {
    await network.change(changes);
    const codes = await network.codes(network.monitor({ chains: [] }));
    network.notes.pop();
    return codes;
  };
  const bad = ["checkpoint.quorum"];
  const free = {};
  await sign([a, b]);
  assert.deepEqual(await judge(list([a, free], [b, free], [c, free])), []);
  // Its key ended at a smaller size, or began later, or ended before it signed, or is distrusted since before.
  assert.deepEqual(await judge(list([a, ended(4)], [b, free], [c, free])), bad);
  assert.deepEqual(await judge(list([a, { from: now() - 999 }], [b, free], [c, free])), bad);
  assert.deepEqual(await judge(list([a, { from: now() - 1_000 }], [b, free], [c, free])), []);
  assert.deepEqual(
    await judge(list([a, { until: now() - 1_000, end: endAt(5) }], [b, free], [c, free])),
    bad,
  );
  assert.deepEqual(
    await judge(list([a, { until: now() - 999, end: endAt(5) }], [b, free], [c, free])),
    [],
  );
  assert.deepEqual(
    await judge(list([a, { distrustedFrom: now() - 1_000 }], [b, free], [c, free])),
    bad,
  );
  assert.deepEqual(
    await judge(list([a, { distrustedFrom: now() - 999 }], [b, free], [c, free])),
    [],
  );
  // Quorums have terms as well.
  const quorums = (from: number) => ({
    quorums: [
      { needed: 2, from: 0, until: from, end: endAt(5) },
      { needed: 3, from, until: null, end: null },
    ],
  });
  assert.deepEqual(await judge(quorums(now() - 999)), []);
  assert.deepEqual(await judge(quorums(now() - 1_000)), bad);
});

test("a checkpoint under the second log's key for the first log is nobody's", async () => {
  network = await FakeNetwork.start();
  await network.sign(firstOrigin, firstSize, { signers: [network.served(secondOrigin).signer] });
  assert.deepEqual(await network.codes(), ["checkpoint.signature"]);
});
