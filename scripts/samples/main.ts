// node scripts/samples/main.ts --type resident-id --rows 1000000 [--first 0] > people.csv
// node scripts/samples/main.ts --examples        writes the files of examples/
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { sampleCsv } from "../../dev/demo-city/samples/sampleCsv.ts";
import { type SampleType, sampleTypes } from "../../dev/demo-city/samples/sampleRecords.ts";
import { exampleFiles } from "./exampleFiles.ts";

const { values } = parseArgs({
  options: {
    type: { type: "string", default: "resident-id" },
    rows: { type: "string", default: "1000" },
    first: { type: "string", default: "0" },
    examples: { type: "boolean", default: false },
  },
});

function writeExamples(): void {
  const directory = fileURLToPath(new URL("../../examples", import.meta.url));
  mkdirSync(directory, { recursive: true });
  for (const [name, content] of Object.entries(exampleFiles()))
    writeFileSync(join(directory, name), content);
}

if (values.examples) {
  writeExamples();
} else if (sampleTypes.includes(values.type as SampleType)) {
  const rows = sampleCsv(values.type as SampleType, Number(values.rows), Number(values.first));
  await pipeline(Readable.from(rows), process.stdout);
} else {
  process.stderr.write(`--type is one of: ${sampleTypes.join(", ")}\n`);
  process.exitCode = 64;
}
