import assert from "node:assert/strict";
import { test } from "node:test";
import { packStatuses } from "@sello/sdk/issue";
import {
  applyStatusChange,
  decodeStatusChanges,
  emptyStatusHead,
  encodeStatusChanges,
  nextStatusHead,
} from "@sello/sdk/log";

const code = { code: "status-list.changes" };

test("changes are three bytes each, in order of index", () => {
  const changes = [
    { index: 131_071, status: 2 },
    { index: 0, status: 1 },
    { index: 300, status: 0 },
  ];
  const encoded = encodeStatusChanges(changes);
  assert.equal(encoded, "0x0000010004b007fffe");
  assert.deepEqual(
    decodeStatusChanges(encoded),
    changes.toSorted((a, b) => a.index - b.index),
  );
});

test("what the contract refuses is neither written nor read", () => {
  for (const change of [
    { index: -1, status: 1 },
    { index: 131_072, status: 1 },
    { index: 0.5, status: 1 },
    { index: 5, status: 3 },
    { index: 5, status: -1 },
    { index: 5, status: Number.NaN },
  ])
    assert.throws(() => encodeStatusChanges([change]), code);
  const twice = { index: 5, status: 1 };
  assert.throws(() => encodeStatusChanges([twice, { ...twice, status: 2 }]), code);
  for (const encoded of ["0x", "0x00", "0x00000100", "0x000003", "0x080000", "0x000005000001"])
    assert.throws(() => decodeStatusChanges(encoded as "0x"), code);
});

test("the fold gives each entry its newest value, and never another to a revoked one", () => {
  const entries = packStatuses(new Uint8Array(8), 2);
  const set = (index: number, status: number) => applyStatusChange(entries, { index, status });
  assert.ok(set(5, 2));
  assert.ok(!set(5, 2));
  assert.ok(set(5, 0));
  assert.ok(set(5, 1));
  for (const status of [0, 1, 2]) assert.ok(!set(5, status));
  assert.ok(set(4, 2));
  assert.ok(set(7, 2));
  assert.deepEqual(entries, packStatuses([0, 0, 0, 0, 2, 1, 0, 2], 2));
  assert.throws(() => set(8, 1), code);
});

test("a head binds every part of a change, and the head before", () => {
  // test/contracts/behaviour/StatusLists.test.ts holds the same function against the contract.
  const event = {
    owner: `0x${"11".repeat(32)}`,
    list: 7n,
    acting: `0x${"22".repeat(32)}`,
    officer: "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
    timestamp: 1_800_000_000n,
    changes: "0x000005",
  } as const;
  const head = nextStatusHead(emptyStatusHead, event);
  assert.match(head, /^0x[0-9a-f]{64}$/);
  assert.equal(
    head,
    nextStatusHead(emptyStatusHead, { ...event, officer: event.officer.toLowerCase() }),
  );
  const others = [
    nextStatusHead(head, event),
    nextStatusHead(emptyStatusHead, { ...event, owner: event.acting }),
    nextStatusHead(emptyStatusHead, { ...event, list: 8n }),
    nextStatusHead(emptyStatusHead, { ...event, acting: event.owner }),
    nextStatusHead(emptyStatusHead, { ...event, officer: `0x${"33".repeat(20)}` }),
    nextStatusHead(emptyStatusHead, { ...event, timestamp: 1_800_000_001n }),
    nextStatusHead(emptyStatusHead, { ...event, changes: "0x000006" }),
  ];
  assert.equal(new Set([head, ...others]).size, 8);
});
