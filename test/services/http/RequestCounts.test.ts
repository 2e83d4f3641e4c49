import assert from "node:assert/strict";
import { test } from "node:test";
import { RequestCounts } from "../../../services/http/middleware/RequestCounts.ts";

test("a caller's window begins with its first request and ends a window later, whatever others do", () => {
  const counts = new RequestCounts(1_000);
  const add = (caller: string, nowMs: number) => counts.add(caller, nowMs).requests;
  assert.deepEqual([add("a", 0), add("a", 10), add("b", 900), add("a", 999)], [1, 2, 1, 3]);
  assert.equal(counts.add("a", 999).endsAtMs, 1_000);
  // The books are turned at 1,000; b's window goes on until 1,900.
  assert.deepEqual(
    [add("a", 1_000), add("b", 1_001), add("b", 1_899), add("b", 1_900)],
    [1, 2, 3, 1],
  );
  // Long silence.
  assert.deepEqual([add("b", 50_000), add("c", 50_000), add("a", 50_000)], [1, 1, 1]);
});

test("no caller has more than its requests in any window, by requests at random times", () => {
  const counts = new RequestCounts(100);
  let [nowMs, beganMs, requests] = [0, Number.NEGATIVE_INFINITY, 0];
  for (let turn = 0; turn < 20_000; turn += 1) {
    nowMs += (turn * 7_919) % 37;
    for (let other = 0; other < turn % 3; other += 1) counts.add(`other ${other}`, nowMs);
    if (nowMs >= beganMs + 100) [beganMs, requests] = [nowMs, 0];
    requests += 1;
    const counted = counts.add("caller", nowMs);
    assert.deepEqual([counted.requests, counted.endsAtMs], [requests, beganMs + 100]);
  }
});
