import assert from "node:assert/strict";
import { test } from "node:test";
import { formatValue, meetsAim } from "../../bench/formatFigures.ts";
import { compareRates } from "../../bench/measure/compareRates.ts";
import { median, quantile } from "../../bench/measure/quantile.ts";
import { sizes } from "../../bench/suites/sizes.ts";

test("quantiles are figures that were measured, by nearest rank", () => {
  const figures = Array.from({ length: 100 }, (_, n) => 100 - n);
  assert.equal(quantile(figures, 0.99), 99);
  assert.equal(median(figures), 50);
  assert.equal(median([7]), 7);
  assert.throws(() => median([]), RangeError);
});

test("an aim is met at its bound, and nothing is asked of a figure without one", () => {
  const figure = { name: "f", value: 5_000, unit: "/s" } as const;
  assert.equal(meetsAim({ ...figure, aim: { atLeast: 5_000 } }), true);
  assert.equal(meetsAim({ ...figure, aim: { atMost: 4_999 } }), false);
  assert.equal(meetsAim(figure), null);
  assert.equal(formatValue(12_345.6, "/s"), "12,346/s");
  assert.equal(formatValue(1.234, "×"), "1.23×");
});

test("work that takes twice as long has about half the rate, and turns never repeat", async () => {
  const turns: number[] = [];
  const spin = (steps: number) => {
    let sum = 0;
    for (let step = 0; step < steps; step += 1) sum += Math.sqrt(step);
    return sum;
  };
  const subject = {
    name: "subject",
    times: 20,
    run: (turn: number) => {
      turns.push(turn);
      return spin(800_000);
    },
  };
  const { limit } = await compareRates(subject, {
    name: "limit",
    times: 20,
    run: () => spin(400_000),
  });
  assert.ok(limit.ratio > 0.35 && limit.ratio < 0.7, `${limit.ratio}`);
  assert.equal(new Set(turns).size, turns.length);
});

test("a file of two claims with eight cosignatures stays within 4 KB in a log of a million batches", async () => {
  const figures = await sizes.run("quick");
  const log = "8 cosignatures, log of 1,048,576 batches";
  const file = figures.find(({ name }) => name === `.sello packed, ${log}`);
  assert.ok(file && file.value > 2_000 && file.value <= 4_096, `${file?.value}`);
});
