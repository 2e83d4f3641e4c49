// ./sello fuzz [--parser NAME] [--runs 100000] [--seed N] [--out FOLDER]
//
// Feeds changed samples to every reader of what others wrote. Exit code 1 and a file for each input that
// a reader did not take as it should: an error that it does not document, an answer that cannot be
// right, more than a second, more than its memory.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fuzzInThread, type ThreadReport } from "./fuzzInThread.ts";
import { allTargets } from "./targets/allTargets.ts";

const { values } = parseArgs({
  options: {
    parser: { type: "string" },
    runs: { type: "string", default: "100000" },
    seed: { type: "string", default: "1" },
    out: { type: "string", default: "fuzz-findings" },
  },
});
const names = allTargets.map(({ name }) => name);
const chosen = values.parser === undefined ? names : [values.parser];
const [inputs, seed] = [Number(values.runs), Number(values.seed)];
if (!chosen.every((name) => names.includes(name)) || !(inputs > 0) || !Number.isInteger(seed)) {
  console.error(`--parser is one of: ${names.join(", ")}; --runs and --seed are numbers`);
  process.exit(64);
}

/** Writes each input that was found beside what is wrong with it. @returns how many */
function keep({ target, findings, ended }: ThreadReport): number {
  const found = [
    ...findings.map(({ kind, detail, input }) => ({ what: `${kind}: ${detail}`, input })),
    ...(ended === null ? [] : [{ what: ended.reason, input: ended.input }]),
  ];
  for (const [index, { what, input }] of found.entries()) {
    mkdirSync(values.out, { recursive: true });
    const file = join(values.out, `${target}-${seed}-${index}`);
    writeFileSync(file, input);
    console.log(
      `  ${file} (${input.length} bytes)\n    ${what.split("\n").slice(0, 4).join("\n    ")}`,
    );
  }
  return found.length;
}

let found = 0;
for (const name of chosen) {
  const startedMs = performance.now();
  const report = await fuzzInThread(name, { inputs, seed });
  const seconds = (performance.now() - startedMs) / 1000;
  console.log(
    `${name.padEnd(22)} ${String(report.inputs).padStart(8)} inputs, ${report.accepted} read, ` +
      `slowest ${report.slowestMs.toFixed(1)} ms, process ${report.memoryMb} MB, ${seconds.toFixed(1)} s`,
  );
  found += keep(report);
}
console.log(`${found} findings, seed ${seed}`);
process.exit(found === 0 ? 0 : 1);
