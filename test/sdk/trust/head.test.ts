import assert from "node:assert/strict";
import { test } from "node:test";
import {
  acceptSuccessor,
  parseTrustList,
  type TrustHead,
  toBase64,
  verifyTrustList,
} from "@sello/sdk";
import { formatVerifierKey } from "@sello/sdk/log";
import { formatTlogPolicy, formatTrustHead } from "@sello/sdk/trust";
import { headList, headNote, toHeadWorld } from "../../support/headWorld.ts";
import { makeNoteSigner } from "../../support/keys.ts";
import { readTlogPolicy } from "../../support/readTlogPolicy.ts";
import { World } from "../../support/world.ts";

const world = new World({ witnessCount: 3, quorum: 2, postQuantumCount: 1 });
const { head } = toHeadWorld(world);
const [deployment] = head.deployments;
const [witness] = head.witnesses;
assert.ok(deployment && witness);
const root = toBase64(new Uint8Array(32).fill(7));
const end = { origin: deployment.origin, size: 5, root };
const sealed = { ...deployment, until: 1_750_000_000, size: 9, root };
const next = { ...deployment, origin: "sello.example/2", from: 1_750_000_001, until: null };
const nextKey = formatVerifierKey(makeNoteSigner("sello.example/2", 1).key);
const term = { key: nextKey, from: 1, until: null, end: null, distrustedFrom: null };
const open = { ...next, keys: [term] };

test("a head is read as it was written, and has one text", async () => {
  const note = await headNote(head, world.signers);
  const list = parseTrustList(note);
  assert.deepEqual(list.head, head);
  assert.deepEqual([list.isComplete, list.authorities.size], [false, 0]);
  assert.equal(formatTrustHead(list.head), list.note.text);
  const mixed = Object.fromEntries(Object.entries(head).reverse()) as unknown as TrustHead;
  assert.equal(formatTrustHead(mixed), list.note.text, "in whatever order its members are given");
});

for (const [reason, change] of [
  ["never-valid", { validUntil: head.issuedAt }],
  ["signers-since", { signersSince: 2 }],
  ["network", { network: "other.example/log" }],
  ["deployments", { deployments: [deployment, open] }],
  ["deployments", { deployments: [{ ...sealed, until: 1_750_000_002 }, open] }],
  ["origin-twice", { deployments: [sealed, { ...open, origin: sealed.origin }] }],
  ["seal", { deployments: [{ ...sealed, size: null }, open] }],
  ["seal", { deployments: [{ ...deployment, root }] }],
  ["log-key", { deployments: [{ ...deployment, keys: [] }] }],
  ["log-key", { deployments: [{ ...deployment, keys: witness.keys.slice(0, 1) }] }],
  [
    "log-key",
    { deployments: [{ ...deployment, keys: deployment.keys.map((key) => ({ ...key, end })) }] },
  ],
  [
    "log-key",
    {
      deployments: [
        {
          ...sealed,
          keys: deployment.keys.map((key) => ({
            ...key,
            until: 1_740_000_000,
            end: { ...end, size: 10 },
          })),
        },
        open,
      ],
    },
  ],
  ["witness-keys", { witnesses: [witness, witness] }],
  ["witness-keys", { witnesses: [{ ...witness, keys: witness.keys.slice(1) }] }],
  ["quorum", { quorums: [] }],
  ["quorum", { quorums: [{ needed: 4, from: 1, until: null, end: null }] }],
  ["quorum", { quorums: [{ needed: 1, from: 1, until: 5, end: null }] }],
  [
    "signer-quorum",
    { signers: head.signers.map((signer) => ({ ...signer, until: 1_800_000_000 })) },
  ],
  ["signer-keys", { signers: [...head.signers, ...head.signers.slice(1)] }],
] as [string, Partial<TrustHead>][]) {
  test(`a head that is not sound is refused: ${reason}`, () => {
    assert.throws(
      () => formatTrustHead({ ...head, ...change }),
      (error: { code: string; data: { reason: string } }) => {
        assert.deepEqual([error.code, error.data.reason], ["trust-list.content", reason]);
        return true;
      },
    );
  });
}

test("a pin of list 1 carries over to the head that follows it", async () => {
  const pinned = await world.trustList();
  const note = await headNote({ ...head, version: 2 }, world.signers);
  assert.equal((await acceptSuccessor(pinned, note)).head.version, 2);
  const other = { ...head, version: 2, network: next.origin, deployments: [open] };
  await assert.rejects(acceptSuccessor(pinned, await headNote(other, world.signers)), {
    code: "trust-list.other-network",
  });
});

test("what has ended stays as it ended in every successor", async () => {
  const ended = { until: 1_740_000_000, end };
  const before: TrustHead = {
    ...head,
    deployments: [sealed, open],
    witnesses: head.witnesses.map((each, i) =>
      i === 0 ? { ...each, keys: each.keys.map((key) => ({ ...key, ...ended })) } : each,
    ),
    quorums: [
      { needed: 1, from: 1, ...ended },
      { needed: 2, from: 1_740_000_000, until: null, end: null },
    ],
  };
  const known = await headList(before, world.signers);
  const moved = { ...end, size: 6 };
  const withWitness = (change: object) =>
    before.witnesses.map((each, i) =>
      i === 0 ? { ...each, keys: each.keys.map((key) => ({ ...key, ...change })) } : each,
    );
  const quorum = (change: object) => [{ ...before.quorums[0], ...change }, before.quorums[1]];
  for (const change of [
    { deployments: [{ ...sealed, size: 10 }, open] },
    { deployments: [{ ...sealed, root: toBase64(new Uint8Array(32)) }, open] },
    { deployments: [{ ...sealed, registry: deployment.log }, open] },
    { deployments: [{ ...sealed, until: null, size: null, root: null }] },
    { witnesses: withWitness({ end: moved }) },
    { witnesses: withWitness({ until: null, end: null }) },
    { witnesses: before.witnesses.slice(1) },
    { quorums: quorum({ end: moved }) },
    { quorums: quorum({ needed: 2 }) },
  ] as Partial<TrustHead>[]) {
    const note = await headNote({ ...before, ...change, version: 2 }, world.signers);
    await assert.rejects(acceptSuccessor(known, note), { code: "trust-list.contradiction" });
  }
  const same = await headNote({ ...before, version: 2 }, world.signers);
  assert.equal((await acceptSuccessor(known, same)).head.version, 2);
});

test("a signer that has left does not sign what comes next", async () => {
  const [a, b, c] = world.signers;
  assert.ok(a && b && c);
  const left = {
    ...head,
    signers: head.signers.map((each, i) => (i === 0 ? { ...each, until: head.issuedAt } : each)),
  };
  const keys = [b, c].map(({ key }) => formatVerifierKey(key));
  const known = await verifyTrustList(parseTrustList(await headNote(left, [a, b, c])), {
    keys,
    quorum: 2,
  });
  const note = (signers: (typeof a)[]) => headNote({ ...left, version: 2 }, signers);
  await assert.rejects(acceptSuccessor(known, await note([a, b])), {
    code: "trust-list.signatures",
  });
  assert.equal((await acceptSuccessor(known, await note([b, c]))).head.version, 2);
});

test("the tlog-policy has the open log and the witnesses in office, and no keys that have ended", () => {
  const policy = readTlogPolicy(formatTlogPolicy(head));
  assert.deepEqual(
    policy.logs,
    deployment.keys.map(({ key }) => key),
  );
  assert.equal(policy.witnesses.length, 4);
  const names = (count: number) =>
    world.witnesses.slice(0, count).map(({ key }) => formatVerifierKey(key));
  assert.equal(policy.isQuorum(names(2)), true);
  assert.equal(policy.isQuorum(names(1)), false);
  const [both] = head.witnesses;
  assert.equal(
    policy.isQuorum(both?.keys.map(({ key }) => key) ?? []),
    false,
    "one witness counts once",
  );
  const ended = head.witnesses.map((each, i) =>
    i === 2
      ? { ...each, keys: each.keys.map((key) => ({ ...key, until: 1_790_000_000, end })) }
      : each,
  );
  const later = readTlogPolicy(
    formatTlogPolicy({ ...head, witnesses: ended, deployments: [sealed, open] }),
  );
  assert.deepEqual(later.logs, [nextKey]);
  assert.equal(later.witnesses.length, 3);
  const none = { ...head, quorums: [{ needed: 0, from: 1, until: null, end: null }] };
  assert.equal(readTlogPolicy(formatTlogPolicy(none)).isQuorum([]), true);
});
