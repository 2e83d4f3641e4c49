// Runs all contract tests and reports the lines and branches of contracts/ that they reach.
// Exits 1 if a test fails or less than 100 % of either is reached.
import { spawnSync } from "node:child_process";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import hre from "hardhat";
import { type MarkedSource, markBranches, type SyntaxNode } from "./branches/markBranches.ts";
import { type FileCoverage, parseLcov, toCoverage } from "./branches/toCoverage.ts";
import { hardhatArguments, hardhatEnvironment } from "./hardhatProcess.ts";

const PERCENT_MIN = 100;

const ROOT = join(import.meta.dirname, "../..");
const COPY = "coverage/contracts";
const CONTRACTS = ["AuthorityRegistry", "DocumentLog", "StatusLists", "accounts/OfficerAccount"];
const SOURCE_PREFIX = "project/";

/** The syntax tree of each of our sources, by path from the repository's root. */
async function parseSources(): Promise<Map<string, SyntaxNode>> {
  await hre.tasks.getTask("build").run({ quiet: true, noTests: true, force: true });
  const trees = new Map<string, SyntaxNode>();
  for (const name of CONTRACTS) {
    const id = await hre.artifacts.getBuildInfoId(`contracts/${name}.sol:${basename(name)}`);
    const path = id && (await hre.artifacts.getBuildInfoOutputPath(id));
    if (!path) throw new Error(`no build output for ${name}`);
    const { output } = JSON.parse(await readFile(path, "utf8"));
    for (const [source, { ast }] of Object.entries<{ ast: SyntaxNode }>(output.sources)) {
      if (source.startsWith(`${SOURCE_PREFIX}contracts/`)) {
        trees.set(source.slice(SOURCE_PREFIX.length), ast);
      }
    }
  }
  return trees;
}

/** Writes the marked sources, and the tests that import them, where branches/hardhat.config.ts looks. */
async function writeCopy(trees: Map<string, SyntaxNode>): Promise<Map<string, MarkedSource>> {
  const copy = join(ROOT, COPY);
  await rm(copy, { recursive: true, force: true });
  await cp(join(ROOT, "test/contracts/solidity"), join(copy, "test/contracts/solidity"), {
    recursive: true,
  });
  const sources = new Map<string, MarkedSource>();
  for (const [path, tree] of trees) {
    const marked = markBranches(await readFile(join(ROOT, path), "utf8"), tree);
    await mkdir(dirname(join(copy, path)), { recursive: true });
    await writeFile(join(copy, path), marked.text);
    sources.set(path, marked);
  }
  return sources;
}

function runTests(): void {
  const config = join(import.meta.dirname, "branches/hardhat.config.ts");
  const { status } = spawnSync(
    process.execPath,
    hardhatArguments("--config", config, "--coverage", "test"),
    { cwd: ROOT, env: hardhatEnvironment(), stdio: ["ignore", "ignore", "inherit"] },
  );
  if (status !== 0) throw new Error("a contract test failed: run node scripts/contracts/test.ts");
}

function percent(hits: boolean[]): number {
  return hits.length === 0 ? 100 : (100 * hits.filter(Boolean).length) / hits.length;
}

function report(files: Map<string, FileCoverage>): void {
  const rows = [...files].map(([path, { lines, branches }]) => ({
    file: path,
    "lines %": percent([...lines.values()]).toFixed(1),
    "branches %": percent(branches.map(({ taken }) => taken)).toFixed(1),
    branches: branches.length,
    "not reached": [
      ...[...lines].filter(([, ran]) => !ran).map(([line]) => `${line}`),
      ...branches.filter(({ taken }) => !taken).map(({ line }) => `branch at ${line}`),
    ].join(", "),
  }));
  console.table(rows);
}

const sources = await writeCopy(await parseSources());
runTests();
const counts = parseLcov(await readFile(join(ROOT, "coverage/lcov.info"), "utf8"));
const files = new Map<string, FileCoverage>();
for (const [path, marked] of sources) {
  const lines = counts.get(`${COPY}/${path}`);
  if (lines) files.set(path, toCoverage(marked, lines));
}
report(files);
const all = [...files.values()];
const lines = percent(all.flatMap((file) => [...file.lines.values()]));
const branches = percent(all.flatMap((file) => file.branches.map(({ taken }) => taken)));
console.log(`lines ${lines.toFixed(2)} %, branches ${branches.toFixed(2)} %`);
if (lines < PERCENT_MIN || branches < PERCENT_MIN) {
  console.error(`less than ${PERCENT_MIN} % of the lines or branches of contracts/ is tested`);
  process.exitCode = 1;
}
