// node scripts/packages/build.ts [--pack FOLDER]   compiles sdk and api into their dist folders; packs them
import { execFileSync } from "node:child_process";
import { copyFileSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Manifest, toManifest } from "./toManifest.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

// In this order: the second's types are made from the first's.
const packages = ["sdk", "api"] as const;

function build(name: (typeof packages)[number]): void {
  const folder = join(root, name);
  const dist = join(folder, "dist");
  rmSync(dist, { recursive: true, force: true });
  const config = join(folder, "tsconfig.build.json");
  execFileSync("npx", ["--no", "--", "tsc", "-p", config], { cwd: root, stdio: "inherit" });
  for (const file of globSync("**/*.d.ts", { cwd: dist })) toCompiledImports(join(dist, file));
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
  writeFileSync(join(dist, "package.json"), `${JSON.stringify(toManifest(manifest), null, 2)}\n`);
  copyFileSync(join(folder, "README.md"), join(dist, "README.md"));
  copyFileSync(join(root, "LICENSE"), join(dist, "LICENSE"));
}

/** TypeScript rewrites `.ts` in scripts, and leaves it in declarations. */
function toCompiledImports(file: string): void {
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replaceAll(/(["'])(\.{1,2}\/[^"']+)\.ts\1/g, "$1$2.js$1"));
}

const { values } = parseArgs({ options: { pack: { type: "string" } } });
for (const name of packages) build(name);
if (values.pack !== undefined)
  for (const name of packages)
    execFileSync("npm", ["pack", "--silent", "--pack-destination", values.pack], {
      cwd: join(root, name, "dist"),
      stdio: "inherit",
    });
