import assert from "node:assert/strict";
import { test } from "node:test";
import type { Hex } from "@sello/sdk";
import { packStatuses } from "@sello/sdk/issue";
import {
  changeWord,
  follow,
  hadValue,
  unrevokes,
  wordOf,
} from "../../../cli/monitor/StatusHistory.ts";

const word = (number: bigint): Hex => `0x${number.toString(16).padStart(64, "0")}`;
const [zero, one, two] = [word(0n), word(1n), word(2n)];

test("a word of a published list is a piece of it, as the changes of its entries make it", () => {
  const statuses = new Uint8Array(131_072);
  statuses[0] = 1;
  statuses[127] = 2;
  statuses[128 + 5] = 1;
  const entries = packStatuses(statuses, 2);
  const first = [
    { index: 0, status: 1 },
    { index: 127, status: 2 },
  ];
  assert.equal(wordOf(entries, 0), `0x01${"00".repeat(30)}80`);
  assert.equal(wordOf(entries, 0), changeWord(undefined, first));
  assert.equal(wordOf(entries, 1), changeWord(zero, [{ index: 128 + 5, status: 1 }]));
  assert.equal(changeWord(wordOf(entries, 0), [{ index: 0, status: 0 }]), wordOf(entries, 0));
  assert.equal(wordOf(entries, 1_023), zero);
});

test("a value is good as long as it held at the time or later", () => {
  const history = [
    [100, one],
    [200, two],
  ] as const;
  assert.ok(hadValue(history, two, 1_000));
  assert.ok(hadValue(history, one, 200));
  assert.ok(!hadValue(history, one, 201));
  assert.ok(hadValue(history, zero, 100));
  assert.ok(!hadValue(history, zero, 101));
  assert.ok(hadValue([], zero, 1_000));
  assert.ok(!hadValue([], one, 0));
});

test("what was over is forgotten, what holds is not", () => {
  const history = follow([[100, one]], [200, two], 150);
  assert.deepEqual(history, [
    [100, one],
    [200, two],
  ]);
  assert.deepEqual(follow(history, [300, zero], 250), [
    [200, two],
    [300, zero],
  ]);
});

test("only revoked entries may not be taken back", () => {
  assert.ok(unrevokes(one, zero));
  assert.ok(unrevokes(one, two));
  assert.ok(unrevokes(word(1n << 254n), zero));
  assert.ok(!unrevokes(two, zero));
  assert.ok(!unrevokes(two, one));
  assert.ok(!unrevokes(one, word(1n | (2n << 40n))));
});
