import assert from "node:assert/strict";
import { test } from "node:test";
import { limits } from "../../../services/platform/limits.ts";
import { PlacesAhead } from "../../../services/status/PlacesAhead.ts";
import type { StatusPlaces } from "../../../services/status/StatusPlaces.ts";
import { idOf } from "./FakeRegistry.ts";

/** Places that count up, and how many were asked for each time. */
function countingPlaces() {
  const asked: number[] = [];
  let next = 0;
  const places: StatusPlaces = {
    async take(_, count) {
      asked.push(count);
      await new Promise((resolve) => setImmediate(resolve));
      return Array.from({ length: count }, () => ({ list: 0, index: next++ }));
    },
  };
  return { asked, places };
}

test("places taken one at a time are asked for together, and none is given twice", async () => {
  const { asked, places } = countingPlaces();
  const ahead = new PlacesAhead(places);
  const authority = idOf("nanshan-housing");
  const times = 3 * limits.statusPlacesAhead;
  const taken = await Promise.all(Array.from({ length: times }, () => ahead.take(authority, 1)));
  const indexes = taken.flat().map(({ index }) => index);
  assert.equal(new Set(indexes).size, times);
  assert.deepEqual(asked, [1, 1, 1].fill(limits.statusPlacesAhead));
});

test("each authority has its own, and many at once go past what is held", async () => {
  const { asked, places } = countingPlaces();
  const ahead = new PlacesAhead(places);
  await ahead.take(idOf("nanshan-housing"), 2);
  await ahead.take(idOf("futian"), 2);
  assert.equal((await ahead.take(idOf("futian"), 1_000)).length, 1_000);
  assert.deepEqual(asked, [limits.statusPlacesAhead, limits.statusPlacesAhead, 1_000]);
});

test("a failure is told to those who waited for it, and not remembered", async () => {
  const { places } = countingPlaces();
  let isAway = true;
  const ahead = new PlacesAhead({
    take: (authority, count) =>
      isAway ? Promise.reject(new Error("away")) : places.take(authority, count),
  });
  const waiting = [ahead.take(idOf("futian"), 1), ahead.take(idOf("futian"), 1)];
  for (const each of waiting) await assert.rejects(each, /away/);
  isAway = false;
  assert.equal((await ahead.take(idOf("futian"), 1)).length, 1);
});
