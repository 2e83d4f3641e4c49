import assert from "node:assert/strict";
import { test } from "node:test";
import { RecentMap } from "../../sdk/RecentMap.ts";

test("a RecentMap makes each value once, and forgets the oldest", () => {
  const made: string[] = [];
  const make = (text: string) => {
    made.push(text);
    return { text };
  };
  const map = new RecentMap<{ text: string }>(2, 3);
  const first = map.get("a", make);
  assert.equal(map.get("a", make), first);
  map.get("b", make);
  map.get("c", make);
  assert.notEqual(map.get("a", make), first);
  assert.deepEqual(made, ["a", "b", "c", "a"]);
});

test("a RecentMap keeps neither long texts nor failures", () => {
  const map = new RecentMap<object>(2, 3);
  assert.notEqual(
    map.get("long", () => ({})),
    map.get("long", () => ({})),
  );
  const fail = () => {
    throw new RangeError("no");
  };
  assert.throws(() => map.get("a", fail), RangeError);
  const value = {};
  assert.equal(
    map.get("a", () => value),
    value,
  );
});
