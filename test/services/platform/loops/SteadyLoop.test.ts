import assert from "node:assert/strict";
import { test } from "node:test";
import { silentLogger } from "../../../../services/platform/Logger.ts";
import { SteadyLoop } from "../../../../services/platform/loops/SteadyLoop.ts";

const hourMs = 3_600_000;

/** Resolves when `isSo`, looking again after each turn of the event loop. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

test("a step is done at once, and again when woken, from outside or by what it listens to", async () => {
  let steps = 0;
  let tell = () => {};
  let isListening = false;
  const loop = new SteadyLoop({
    name: "woken",
    logger: silentLogger,
    step: async () => {
      steps += 1;
      return hourMs;
    },
    wakeOn: (wake) => {
      isListening = true;
      tell = wake;
      return () => {
        isListening = false;
      };
    },
  });
  assert.ok(!isListening);
  loop.start();
  loop.start();
  await until(() => steps === 1);
  loop.wake();
  await until(() => steps === 2);
  tell();
  await until(() => steps === 3);
  assert.ok(isListening);
  await loop.stop();
  assert.ok(!isListening);
  loop.start();
  assert.equal(steps, 3, "what was stopped does not begin again");
});

test("a step that fails is tried again, and the same failure is told once", async () => {
  const told: unknown[] = [];
  let steps = 0;
  const loop = new SteadyLoop({
    name: "failing",
    logger: { ...silentLogger, warn: ({ reason }) => void told.push(reason) },
    retryMs: 1,
    step: async () => {
      steps += 1;
      if (steps === 5) return hourMs;
      throw new Error(steps < 4 ? "away" : "away still\nwith an address");
    },
  });
  loop.start();
  await until(() => steps === 5);
  await loop.stop();
  assert.deepEqual(told, ["away", "away still"]);
});

test("stopping tells the step under way, waits for it, and then ends what it held, once", async () => {
  const order: string[] = [];
  const loop = new SteadyLoop({
    name: "slow",
    logger: silentLogger,
    step: async (stopping) => {
      await new Promise((resolve) => stopping.addEventListener("abort", resolve));
      order.push("step");
      return hourMs;
    },
    onStopped: async () => void order.push("released"),
  });
  loop.start();
  await Promise.all([loop.stop(), loop.stop()]);
  await loop.stop();
  assert.deepEqual(order, ["step", "released"]);
});

test("what never began can be stopped", async () => {
  const loop = new SteadyLoop({ name: "idle", logger: silentLogger, step: async () => 0 });
  await loop.stop();
});
