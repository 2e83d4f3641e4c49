import assert from "node:assert/strict";
import { test } from "node:test";
import { builders, isAdapter, partOf, parts, toTable } from "./arrows.ts";
import { findCycle } from "./findCycle.ts";
import { importsOf, packagesOf, read, sourceFiles, usesOf } from "./sources.ts";

const isWithin = (path: string, part: string): boolean =>
  path === part || path.startsWith(`${part}/`);

test("every import follows an arrow of the architecture", () => {
  const wrong = sourceFiles.flatMap((path) => {
    const part = partOf(path);
    if (part === undefined) return [`${path} belongs to no part`];
    const allowed = [part, ...(parts[part]?.may ?? [])];
    return importsOf(path)
      .filter((target) => !allowed.some((each) => isWithin(target, each)))
      .map((target) => `${path} → ${target}`);
  });
  assert.deepEqual(wrong, []);
});

test("arrows between parts make no circle", () => {
  const names = Object.keys(parts);
  const targetsOf = (name: string) =>
    (parts[name]?.may ?? [])
      .flatMap((each) => names.filter((other) => other === each || other.startsWith(`${each}/`)))
      .filter((other) => other !== name && !(other === "services/main.ts"));
  assert.deepEqual(findCycle(names, targetsOf), null);
});

test("ARCHITECTURE.md shows the arrows as they are", () => {
  assert.ok(read("ARCHITECTURE.md").includes(toTable()), `the table is to be:\n\n${toTable()}\n`);
});

test("adapters are built by compose alone: others know their types", () => {
  const wrong = sourceFiles
    .filter((path) => !builders.some((builder) => isWithin(path, builder)))
    .flatMap((path) =>
      usesOf(path)
        .filter((target) => isAdapter(target) && partOf(target) !== partOf(path))
        .map((target) => `${path} → ${target}`),
    );
  assert.deepEqual(wrong, []);
});

test("there are no import cycles", () => {
  assert.deepEqual(findCycle(sourceFiles, importsOf), null);
});

test("nothing at run time imports a script", () => {
  const runtime = sourceFiles.filter((path) => !/^(?:scripts|bench)\//.test(path));
  const wrong = runtime.filter((path) =>
    importsOf(path).some((target) => /^(?:scripts|bench|test)\//.test(target)),
  );
  assert.deepEqual(wrong, []);
});

test("sdk does no I/O and reads no clock, but for sdk/online", () => {
  const files = sourceFiles.filter((path) => /^sdk\/(?!online)/.test(path));
  assert.ok(files.length > 0);
  const packages = new Set(
    files.filter((path) => path !== "sdk/crypto/node.ts").flatMap((path) => packagesOf(path)),
  );
  const builtins = [...packages].filter((name) => name.startsWith("node:"));
  assert.deepEqual(builtins, []);
  const clocks = files.filter((path) =>
    /\bDate\.now\(|\bnew Date\(\)|\bfetch\(|performance\.now\(|Math\.random\(/.test(read(path)),
  );
  assert.deepEqual(clocks, []);
});

test("only config.ts of the services reads the environment", () => {
  const readers = sourceFiles.filter(
    (path) => path.startsWith("services/") && read(path).includes("process.env"),
  );
  assert.deepEqual(readers, ["services/platform/config.ts"]);
});

test("the errors of a folder of services stand in its errors.ts, with their codes", () => {
  const elsewhere = sourceFiles
    .filter((path) => path.startsWith("services/") && !path.endsWith("/errors.ts"))
    .filter((path) => /\bclass \w+ extends \w*Error\b/.test(read(path)));
  assert.deepEqual(elsewhere, []);
});
