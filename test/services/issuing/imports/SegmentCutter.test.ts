import assert from "node:assert/strict";
import { test } from "node:test";
import type { Segment } from "../../../../services/issuing/imports/Segment.ts";
import { SegmentCutter } from "../../../../services/issuing/imports/SegmentCutter.ts";

const segmentRows = 3;

/** Line and text of every row, as a worker counts them: by the line ends before it in its segment. */
const rowsOf = (segments: readonly Segment[]) =>
  segments.flatMap(({ firstLine, content }) =>
    content
      .toString()
      .split("\n")
      .flatMap((text, index) => (text === "" ? [] : [{ line: firstLine + index, text }])),
  );

const cut = (text: string) => {
  const cutter = new SegmentCutter({ format: "ndjson", segmentRows });
  cutter.push(Buffer.from(text));
  cutter.end();
  return cutter.takeReady().segments;
};

test("blank lines are no rows, wherever they stand, and every row keeps its line", () => {
  const lines = [..."\n\n\n\na\n\nb\nc\n\n\n\n\n\n\nd\n\n\ne\n\n\n\n\nf\ng"].join("").split("\n");
  const segments = cut(lines.join("\n"));
  const expected = lines.flatMap((text, index) => (text === "" ? [] : [{ line: index + 1, text }]));
  assert.deepEqual(rowsOf(segments), expected);
  for (const { rows, content } of segments) {
    assert.ok(rows > 0 && rows <= segmentRows);
    assert.notEqual(content[0], 0x0a);
  }
});

test("a file of blank lines takes no memory", () => {
  const cutter = new SegmentCutter({ format: "ndjson", segmentRows: 1_000 });
  const blank = Buffer.alloc(65_536, "\n");
  cutter.push(Buffer.from('{"a":1}\n'));
  const before = process.memoryUsage().heapUsed;
  let most = 0;
  for (let chunk = 0; chunk < 64; chunk += 1) {
    cutter.push(blank);
    most = Math.max(most, process.memoryUsage().heapUsed - before);
  }
  // Each blank line once was an object of its own: 600 MB for these four.
  assert.ok(most < 60e6, `${Math.round(most / 1e6)} MB`);
  cutter.push(Buffer.from('{"a":2}'));
  cutter.end();
  const lines = rowsOf(cutter.takeReady().segments).map(({ line }) => line);
  assert.deepEqual(lines, [1, 64 * 65_536 + 2]);
});

test("a header beyond its limit is refused before it is parsed", () => {
  const cutter = new SegmentCutter({ format: "csv", segmentRows });
  const header = Buffer.from(`${"name,".repeat(20_000)}\n`);
  assert.throws(() => cutter.push(header), { code: "import.header_unreadable" });
});
