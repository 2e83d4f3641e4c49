import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Every TypeScript file of the program (tests apart), by path from the root. */
export const sourceFiles: readonly string[] = globSync(
  ["sdk", "api", "services", "dev", "cli", "scripts", "bench", "web"].map(
    (folder) => `${folder}/**/*.{ts,tsx}`,
  ),
  { cwd: root, exclude: ["**/node_modules/**", "**/dist/**"] },
).sort();

/** Written by a program, from the contract or the contracts. */
export const isGenerated = (path: string): boolean =>
  path.startsWith("services/ledger/evm/abi/") || path === "api/client/routes.ts";

export const read = (path: string): string => readFileSync(join(root, path), "utf8");

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s+(?:type\s+)?(?:[^"';]*?\sfrom\s+)?["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)/g;

/** Files of the repository that `path` imports, types included, by path from the root. */
export const importsOf = (path: string): string[] => targetsOf(path, read(path));

const typeImport =
  /(?:^|\n)\s*(?:import|export)\s+(?:type\s+[^"';]*|\{(?:\s*type\s+\w+\s*,?)*\s*\})\s+from\s+"[^"]+"/g;

/** Those of them of which it uses more than the types. */
export const usesOf = (path: string): string[] =>
  targetsOf(path, read(path).replaceAll(typeImport, ""));

function targetsOf(path: string, text: string): string[] {
  const found: string[] = [];
  for (const match of text.matchAll(importPattern)) {
    const target = match[1] ?? match[2] ?? "";
    if (target.startsWith("#sdk/")) found.push(`sdk/${target.slice("#sdk/".length)}/node.ts`);
    const entry = /^@sello\/(\w+)(?:\/(\w+))?$/.exec(target);
    if (entry) found.push(`${entry[1]}/${entry[2] ?? "index"}.ts`);
    if (target.startsWith(".")) found.push(normalize(join(dirname(path), target)));
  }
  return found.map((target) => relative(".", target)).filter((target) => /\.tsx?$/.test(target));
}

/** Names of packages that `path` imports. */
export function packagesOf(path: string): string[] {
  return [...read(path).matchAll(importPattern)]
    .map((match) => match[1] ?? match[2] ?? "")
    .filter((target) => !/^(\.|#|@sello\/)/.test(target));
}
