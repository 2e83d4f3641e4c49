import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";

/** Rules outside `@media` and the like: what is inside these only adjusts a look. */
const always = /^(?<selectors>[^\s@}][^{}]*)\{[^{}]*\}/gm;

/** The classes that a sheet gives a look by themselves, with no other class beside them. */
function classesOf(sheet: string): ReadonlySet<string> {
  const rules = [...readFileSync(sheet, "utf8").matchAll(always)];
  const selectors = rules.flatMap(({ groups }) => groups?.selectors?.split(",") ?? []);
  const named = selectors.map((selector) => selector.match(/\.[a-z][\w-]*/g) ?? []);
  return new Set(named.flatMap((names) => (names.length === 1 ? names : [])));
}

// Each page loads all of them: one name with two looks would be drawn with both.
test("no class is given its look by two sheets", () => {
  const sheets = globSync("web/{office,ui}/**/*.css", { exclude: ["web/ui/site.css"] });
  assert.ok(sheets.length > 6);
  const found = sheets.flatMap((sheet) => [...classesOf(sheet)].map((name) => ({ name, sheet })));
  assert.ok(found.length > 100);
  const byName = Map.groupBy(found, ({ name }) => name);
  const twice = [...byName].filter(([, places]) => places.length > 1);
  assert.deepEqual(twice, []);
});
