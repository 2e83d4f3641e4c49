import { globSync } from "node:fs";

export type Counts = { readonly passed: number; readonly failed: number };

/** One part of the test command. */
export type Check = {
  readonly name: string;
  readonly summary: string;
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Reads the counts from the command's output. */
  count(output: string): Counts;
};

const lastNumber = (output: string, pattern: RegExp): number => {
  const found = [...output.matchAll(pattern)].at(-1);
  return Number(found?.[1] ?? 0);
};

/** A tool that says nothing when all is well counts as one test. */
const asOne = (): Counts => ({ passed: 1, failed: 0 });

const countNodeTest = (output: string): Counts => ({
  passed: lastNumber(output, /^ℹ pass (\d+)$/gm),
  failed: lastNumber(output, /^ℹ fail (\d+)$/gm) + lastNumber(output, /^ℹ cancelled (\d+)$/gm),
});

const countHardhat = (output: string): Counts => ({
  passed: lastNumber(output, /(\d+) passing/g),
  failed: lastNumber(output, /(\d+) failing/g),
});

const nodeTest = (patterns: readonly string[], concurrency: number): readonly string[] => [
  process.execPath,
  "--disable-warning=ExperimentalWarning",
  "--test",
  "--test-reporter=spec",
  `--test-concurrency=${concurrency}`,
  ...patterns.flatMap((pattern) => globSync(pattern).sort()),
];

const tool = (name: string, ...args: string[]): readonly string[] => ["npx", "--no", name, ...args];

export const checks: readonly Check[] = [
  { name: "types", summary: "TypeScript", command: tool("tsc"), count: asOne },
  { name: "style", summary: "lint and format", command: tool("biome", "ci", "."), count: asOne },
  { name: "unused", summary: "dead code and dependencies", command: tool("knip"), count: asOne },
  {
    name: "architecture",
    summary: "allowed imports, cycles, sizes",
    command: nodeTest(["test/architecture/**/*.test.ts"], 2),
    count: countNodeTest,
  },
  {
    name: "contracts",
    summary: "behaviour, fuzz, invariants, coverage, gas",
    command: tool("hardhat", "test"),
    count: countHardhat,
  },
  {
    name: "sdk",
    summary: "verification, proofs, third-party vectors",
    command: nodeTest(["test/sdk/**/*.test.ts"], 2),
    count: countNodeTest,
  },
  {
    name: "services",
    summary: "with a real PostgreSQL and a real chain",
    command: nodeTest(["test/services/**/*.test.ts", "test/scripts/**/*.test.ts"], 2),
    count: countNodeTest,
  },
  {
    name: "program",
    summary: "the whole program from outside, and the command line",
    command: nodeTest(["test/program/**/*.test.ts", "test/cli/**/*.test.ts"], 1),
    count: countNodeTest,
  },
  {
    name: "web",
    summary: "pages in a real Chromium",
    command: nodeTest(["test/web/**/*.test.ts"], 1),
    count: countNodeTest,
  },
];
