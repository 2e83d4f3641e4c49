import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { drawOrder } from "../../../services/status/drawOrder.ts";

const numbersOf = (bytes: Buffer): number[] =>
  Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readUInt32BE(4 * i));

describe("the order in which places are used", () => {
  test("holds every place once", () => {
    const numbers = numbersOf(drawOrder(131_072));
    assert.equal(new Set(numbers).size, 131_072);
    assert.ok(numbers.every((n) => n >= 0 && n < 131_072));
  });

  test("is drawn again each time", () => {
    assert.notDeepEqual(drawOrder(1_000), drawOrder(1_000));
    assert.deepEqual(numbersOf(drawOrder(1)), [0]);
    assert.deepEqual(numbersOf(drawOrder(0)), []);
  });

  test("puts every number in every position equally often", () => {
    const size = 8;
    const draws = 40_000;
    const counts = new Array<number>(size * size).fill(0);
    for (let draw = 0; draw < draws; draw += 1) {
      numbersOf(drawOrder(size)).forEach((value, position) => {
        const cell = position * size + value;
        counts[cell] = (counts[cell] ?? 0) + 1;
      });
    }
    const expected = draws / size;
    const chiSquared = counts.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    // 49 degrees of freedom; a fair shuffle exceeds 110 about once in a million runs.
    assert.ok(chiSquared < 110, `chi-squared ${chiSquared}`);
  });

  test("neighbours in order are no neighbours in the list", () => {
    const numbers = numbersOf(drawOrder(131_072));
    const steps = numbers.slice(1).map((n, i) => Math.abs(n - (numbers[i] ?? 0)));
    const mean = steps.reduce((a, b) => a + b, 0) / steps.length;
    // The mean distance of two places drawn at random is a third of the list.
    assert.ok(Math.abs(mean - 131_072 / 3) < 1_000, `mean step ${mean}`);
  });
});
