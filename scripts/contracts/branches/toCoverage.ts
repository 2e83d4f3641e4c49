import type { MarkedSource } from "./markBranches.ts";

/** What ran of one file, by line of the original. */
export type FileCoverage = {
  lines: Map<number, boolean>;
  /** One for each branch: the line of its `if`'s branch, and whether it was ever taken. */
  branches: { line: number; taken: boolean }[];
};

/** Reads an LCOV report: for each source file, how often each line ran. */
export function parseLcov(report: string): Map<string, Map<number, number>> {
  const files = new Map<string, Map<number, number>>();
  let lines = new Map<number, number>();
  for (const record of report.split("\n")) {
    if (record.startsWith("SF:")) {
      lines = new Map();
      files.set(record.slice("SF:".length), lines);
    } else if (record.startsWith("DA:")) {
      const [line = 0, count = 0] = record.slice("DA:".length).split(",").map(Number);
      lines.set(line, count);
    }
  }
  return files;
}

/** An original line counts as run when all that is left of it in the marked source ran. */
export function toCoverage(marked: MarkedSource, counts: Map<number, number>): FileCoverage {
  const coverage: FileCoverage = { lines: new Map(), branches: [] };
  for (const [markedLine, count] of counts) {
    const line = marked.originalLines[markedLine] ?? 0;
    if (marked.markerLines.has(markedLine)) {
      coverage.branches.push({ line, taken: count > 0 });
    } else {
      coverage.lines.set(line, (coverage.lines.get(line) ?? true) && count > 0);
    }
  }
  return coverage;
}
