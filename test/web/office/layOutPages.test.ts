import assert from "node:assert/strict";
import { test } from "node:test";
import { isSameLayout, layOutPages } from "../../../web/office/documents/list/layOutPages.ts";

const count = 20_000;
const height = 2_000;
const list = { count, heights: Array<number>(count).fill(height) };
const seenAt = (page: number) => ({ from: page * height - 100, to: page * height + 900 });

test("of a million documents what is near is drawn, with a gap above and one below of their height", () => {
  assert.deepEqual(layOutPages(list, seenAt(10_000), null), [
    { gapFrom: 0, height: 9_999 * height },
    { page: 9_999, height },
    { page: 10_000, height },
    { gapFrom: 10_001, height: 9_999 * height },
  ]);
});

test("the page with the focus stays with its neighbours, in its place", () => {
  const parts = layOutPages(list, seenAt(19_999), 5);
  assert.deepEqual(
    parts.flatMap((part) => ("page" in part ? [part.page] : [])),
    [4, 5, 6, 19_998, 19_999],
  );
  const total = parts.reduce((sum, part) => sum + (part.height ?? 0), 0);
  assert.equal(total, count * height);
});

test("a page whose height is not known yet takes some, so that the next is not drawn too", () => {
  const unknown = { count: 100, heights: [] };
  const drawn = layOutPages(unknown, { from: 0, to: 1_000 }, null).filter((part) => "page" in part);
  assert.ok(drawn.length > 1 && drawn.length < 10, `${drawn.length}`);
  assert.deepEqual(layOutPages({ count: 0, heights: [] }, { from: 0, to: 1 }, null), []);
});

test("a layout is another one when a page comes, goes, or a gap grows; not when a drawn page does", () => {
  const one = layOutPages(list, seenAt(10), null);
  const higher = { count, heights: list.heights.with(10, height + 50) };
  assert.ok(isSameLayout(one, layOutPages(higher, seenAt(10), null)));
  assert.ok(!isSameLayout(one, layOutPages(list, seenAt(11), null)));
  assert.ok(!isSameLayout(one, layOutPages({ ...list, count: count + 1 }, seenAt(10), null)));
});
