import assert from "node:assert/strict";
import { test } from "node:test";
import { isGenerated, read, sourceFiles } from "./sources.ts";

test("files are small: nine of ten under 200 lines, none over 500", () => {
  const sizes = sourceFiles
    .filter((path) => !isGenerated(path))
    .map((path) => ({ path, lines: read(path).split("\n").length }))
    .sort((a, b) => a.lines - b.lines);
  const p90 = sizes[Math.floor(sizes.length * 0.9)];
  assert.ok(p90 && p90.lines < 200, `p90 is ${p90?.lines} lines (${p90?.path})`);
  assert.deepEqual(
    sizes.filter((file) => file.lines > 500),
    [],
  );
});

test("no folder is called after nothing", () => {
  const vague = sourceFiles.filter((path) => /(^|\/)(helpers|utils|common|misc)\//.test(path));
  assert.deepEqual(vague, []);
});
