import assert from "node:assert/strict";
import { test } from "node:test";
import { KeptAnswer } from "../../../services/platform/KeptAnswer.ts";

test("an answer is asked for once in a while, and a failure is not kept", async () => {
  let [now, asked] = [0, 0];
  let fault: Error | null = null;
  const ask = async () => {
    asked += 1;
    if (fault !== null) throw fault;
    return asked;
  };
  const kept = new KeptAnswer({ ask, keptMs: 100, nowMs: () => now });
  assert.deepEqual(await Promise.all([kept.get(), kept.get()]), [1, 1]);
  now = 99;
  assert.equal(await kept.get(), 1);
  now = 100;
  fault = new Error("gone");
  await assert.rejects(Promise.all([kept.get(), kept.get()]), fault);
  fault = null;
  assert.equal(await kept.get(), 3);
});
