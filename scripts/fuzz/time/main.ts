// ./sello fuzz time [--parser NAME] [--runs 2000] [--seed N] [--out FOLDER]
//
// Looks for the input of the allowed size that takes each reader and check longest. Exit code 1, and a file for the
// input, where one takes more processor time than the limit.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { searchSlowest } from "./searchSlowest.ts";
import { inputMsMax } from "./timeLimit.ts";
import { timeTargets } from "./timeTargets.ts";

const { values } = parseArgs({
  options: {
    parser: { type: "string" },
    runs: { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
    out: { type: "string", default: "fuzz-findings" },
  },
});
const chosen = timeTargets.filter(
  ({ name }) => values.parser === undefined || values.parser === name,
);
const [inputs, seed] = [Number(values.runs), Number(values.seed)];
if (chosen.length === 0 || !(inputs > 0) || !Number.isInteger(seed)) {
  const names = timeTargets.map(({ name }) => name).join(", ");
  console.error(`--parser is one of: ${names}; --runs and --seed are numbers`);
  process.exit(64);
}

let found = 0;
for (const target of chosen) {
  const report = await searchSlowest(target, { inputs, seed, msMax: inputMsMax });
  const isSlow = report.slowestMs > inputMsMax;
  const mark = isSlow ? "  TOO SLOW" : "";
  const size = `${report.slowest.length} of ${target.bytesMax} bytes`;
  console.log(
    `${target.name.padEnd(30)} ${report.slowestMs.toFixed(1).padStart(8)} ms, ${size}${mark}`,
  );
  if (!isSlow) continue;
  found += 1;
  mkdirSync(values.out, { recursive: true });
  const file = join(values.out, `time-${target.name.replaceAll(" ", "-")}-${seed}`);
  writeFileSync(file, report.slowest);
  console.log(`  ${file}`);
}
console.log(`${found} readers take more than ${inputMsMax} ms, seed ${seed}`);
process.exit(found === 0 ? 0 : 1);
