import assert from "node:assert/strict";
import { test } from "node:test";
import { BoundedCache } from "../../../services/platform/BoundedCache.ts";

test("BoundedCache forgets what was used longest ago", () => {
  const cache = new BoundedCache<string, number>(2);
  cache.set("a", 1);
  cache.set("b", 2);
  assert.equal(cache.get("a"), 1);
  cache.set("c", 3);
  assert.equal(cache.get("b"), undefined);
  assert.equal(cache.get("a"), 1);
  cache.set("a", 4);
  cache.set("d", 5);
  assert.deepEqual([cache.get("a"), cache.get("c"), cache.get("d")], [4, undefined, 5]);
});
