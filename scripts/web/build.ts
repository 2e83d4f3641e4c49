// node scripts/web/build.ts           builds the pages' scripts and styles into web/built
// node scripts/web/build.ts --check   fails if what is there is not what the sources give
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildWeb } from "./buildWeb.ts";

const directory = fileURLToPath(new URL("../../web/built", import.meta.url));

/** The contents of the folder, by file name: each file, and what pages call it. */
async function build(): Promise<ReadonlyMap<string, Buffer>> {
  const files = await buildWeb();
  const names = Object.fromEntries(files.map(({ name, file }) => [name, file]));
  return new Map([
    ...files.map(({ file, content }) => [file, Buffer.from(content)] as const),
    ["names.json", Buffer.from(`${JSON.stringify(names, null, 2)}\n`)],
  ]);
}

function isBuilt(built: ReadonlyMap<string, Buffer>): boolean {
  const present = readdirSync(directory);
  return (
    present.length === built.size &&
    present.every((file) => built.get(file)?.equals(readFileSync(join(directory, file))))
  );
}

const built = await build();
if (!process.argv.includes("--check")) {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  for (const [file, content] of built) writeFileSync(join(directory, file), content);
} else if (!isBuilt(built)) {
  console.error("web/built is not what the sources give. Build it: node scripts/web/build.ts");
  process.exitCode = 1;
}
