import { globSync } from "node:fs";

export type Counts = { readonly passed: number; readonly failed: number };

/** One part of the test command. */
export type Check = {
  readonly name: string;
  readonly summary: string;
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** What it writes to; two checks that name the same do not run at once. */
  readonly writes?: "artifacts";
  /** Reads the counts from the command's output. */
  count(output: string): Counts;
};

const sumOf = (output: string, pattern: RegExp): number =>
  [...output.matchAll(pattern)].reduce((sum, match) => sum + Number(match[1]), 0);

/** A tool that says nothing when all is well counts as one test. */
const asOne = (): Counts => ({ passed: 1, failed: 0 });

const countNodeTest = (output: string): Counts => ({
  passed: sumOf(output, /^ℹ pass (\d+)$/gm),
  failed: sumOf(output, /^ℹ fail (\d+)$/gm) + sumOf(output, /^ℹ cancelled (\d+)$/gm),
});

const countHardhat = (output: string): Counts => ({
  passed: sumOf(output, /^(\d+) passing/gm),
  failed: sumOf(output, /(\d+) failing/g),
});

/** For one file or test: the longest takes a minute and a half. */
const testTimeoutMs = 600_000;

const nodeTest = (patterns: readonly string[], concurrency: number): readonly string[] => [
  process.execPath,
  "--disable-warning=ExperimentalWarning",
  "--test",
  "--test-reporter=spec",
  // A test that hangs is a failure that names itself, not a run without an end.
  `--test-timeout=${testTimeoutMs}`,
  `--test-concurrency=${concurrency}`,
  ...patterns.flatMap((pattern) => globSync(pattern).sort()),
];

const tool = (name: string, ...args: string[]): readonly string[] => [
  "npx",
  "--no",
  "--",
  name,
  ...args,
];

const script = (path: string, ...args: string[]): readonly string[] => [
  process.execPath,
  "--disable-warning=ExperimentalWarning",
  path,
  ...args,
];

/** The longest is the last. */
export const checks: readonly Check[] = [
  { name: "types", summary: "TypeScript", command: script("scripts/test/types.ts"), count: asOne },
  {
    name: "style",
    summary: "lint and format",
    command: tool("biome", "ci", ".", "--colors=off"),
    count: asOne,
  },
  { name: "unused", summary: "dead code and dependencies", command: tool("knip"), count: asOne },
  {
    name: "architecture",
    summary: "allowed imports, cycles, sizes",
    command: nodeTest(["test/architecture/**/*.test.ts"], 2),
    count: countNodeTest,
  },
  {
    name: "solidity",
    summary: "lint of the contracts",
    command: tool("solhint", "--disc", "--max-warnings", "0", "contracts/**/*.sol"),
    count: asOne,
  },
  {
    name: "generated",
    summary: "ABIs are those of the contracts",
    command: script("scripts/contracts/generateAbis.ts", "--check"),
    writes: "artifacts",
    count: asOne,
  },
  {
    name: "client",
    summary: "the client's routes are those of the operations",
    command: script("scripts/api/generateRoutes.ts", "--check"),
    count: asOne,
  },
  {
    name: "pages",
    summary: "the built pages are those of the sources",
    command: script("scripts/web/build.ts", "--check"),
    count: asOne,
  },
  {
    name: "contracts",
    summary: "behaviour, fuzz, invariants, gas to the unit",
    command: script("scripts/contracts/test.ts"),
    writes: "artifacts",
    count: countHardhat,
  },
  {
    name: "coverage",
    summary: "lines and branches of the contracts, at least 95 %",
    command: script("scripts/contracts/coverage.ts"),
    writes: "artifacts",
    count: asOne,
  },
  {
    name: "sdk",
    summary: "sdk and api: verification, proofs, third-party vectors, the client",
    command: nodeTest(["test/{sdk,api}/**/*.test.ts"], 2),
    count: countNodeTest,
  },
  {
    name: "cases",
    summary: "what outside trials and other projects ran into, by the name of each case",
    command: nodeTest(["test/cases/**/*.test.ts"], 2),
    count: countNodeTest,
  },
  {
    name: "packages",
    summary: "sdk and api, packed and installed by a stranger",
    command: nodeTest(["test/packages/**/*.test.ts"], 1),
    count: countNodeTest,
  },
  {
    name: "services",
    summary: "with a real PostgreSQL and a real chain",
    command: nodeTest(["test/{services,limits,dev,scripts,bench}/**/*.test.ts"], 2),
    count: countNodeTest,
  },
  {
    name: "web",
    summary: "what residents and strangers see, in a real Chromium",
    command: nodeTest(["test/web/*.test.ts", "test/web/!(office)/**/*.test.ts"], 1),
    count: countNodeTest,
  },
  {
    name: "office",
    summary: "the officers' console in a real Chromium",
    command: nodeTest(["test/web/office/**/*.test.ts"], 1),
    count: countNodeTest,
  },
  {
    name: "program",
    summary: "the whole program from outside, and the command line",
    command: nodeTest(["test/program/**/*.test.ts", "test/cli/**/*.test.ts"], 1),
    count: countNodeTest,
  },
];
