import assert from "node:assert/strict";
import { test } from "node:test";
import { searchSlowest, type TimeTarget } from "../../../scripts/fuzz/time/searchSlowest.ts";
import { inputMsMax } from "../../../scripts/fuzz/time/timeLimit.ts";
import { timeTargets } from "../../../scripts/fuzz/time/timeTargets.ts";

// A short run of what `./sello fuzz time` does for long.
const inputs = Number(process.env.SELLO_FUZZ_TIME_INPUTS ?? 12);
const seed = Number(process.env.SELLO_FUZZ_SEED ?? 1);

for (const target of timeTargets)
  test(`${target.name}: no input of the allowed size takes more than ${inputMsMax} ms`, async () => {
    const report = await searchSlowest(target, { inputs, seed, msMax: inputMsMax });
    const head = report.slowest.subarray(0, 300).toString("base64");
    assert.ok(report.slowestMs <= inputMsMax, `${report.slowestMs} ms, seed ${seed}: ${head}`);
  });

test("the search finds what takes the square of its input", async () => {
  const target: TimeTarget = {
    name: "made up",
    bytesMax: 16_384,
    dictionary: [],
    samples: async () => ["a~b~c"],
    mayThrow: () => false,
    read(input) {
      // By the processor time that is measured, so that it is as slow on every machine.
      const until = processorMs() + input.toString().split("~").length ** 2 / 1_000_000;
      while (processorMs() < until);
    },
  };
  const report = await searchSlowest(target, { inputs: 40, seed, msMax: inputMsMax });
  assert.ok(report.slowestMs > inputMsMax);
});

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
