// node scripts/sizes/main.ts   prints how long files and functions are, by part; what is generated is left out
import { partOf, parts } from "../../test/architecture/arrows.ts";
import { isGenerated, read, sourceFiles } from "../../test/architecture/sources.ts";
import { type FileSize, measureFile } from "./measureFile.ts";

/** Number, median, the value that nine of ten do not exceed, and the largest. */
function describe(lines: readonly number[]): number[] {
  const sorted = lines.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
  return [sorted.length, at(0.5), at(0.9), at(1)];
}

const toRow = (name: string, files: readonly FileSize[]): string[] => [
  name,
  ...describe(files.map(({ lines }) => lines)).map(String),
  ...describe(files.flatMap(({ functions }) => functions.map(({ lines }) => lines))).map(String),
];

function printTable(rows: readonly (readonly string[])[]): void {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  for (const [name = "", ...cells] of rows) {
    const padded = cells.map((cell, index) =>
      cell.padStart(width(index + 1) + (index % 4 ? 2 : 4)),
    );
    console.log(name.padEnd(width(0)) + padded.join(""));
  }
}

const measured = sourceFiles
  .filter((path) => !isGenerated(path))
  .map((path) => ({ part: partOf(path), size: measureFile(path, read(path)) }));
const sizesOf = (wanted: string) =>
  measured.flatMap(({ part, size }) => (part === wanted ? [size] : []));

printTable([
  ["part", "files", "median", "p90", "max", "functions", "median", "p90", "max"],
  ...Object.keys(parts).map((part) => toRow(part, sizesOf(part))),
  toRow(
    "all",
    measured.map(({ size }) => size),
  ),
]);
