// node scripts/fuzz-api/main.ts [--examples N] [--seed N] [--seconds N] [--report FOLDER]
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Program } from "../../test/program/Program.ts";
import { describeCity, toSettings } from "./describeCity.ts";
import { installSchemathesis, runSchemathesis } from "./schemathesis.ts";

const { values } = parseArgs({
  options: {
    examples: { type: "string", default: "40" },
    seed: { type: "string", default: "1" },
    seconds: { type: "string" },
    report: { type: "string" },
  },
});

/** Without limits of rate: what is looked for is answers that are not as described. */
const unlimited = { SELLO_RATE_PER_ADDRESS: "0", SELLO_RATE_PER_KEY: "0" };

const program = await Program.inNewFolder();
try {
  const tool = await installSchemathesis();
  console.log("Starting a city of its own…");
  await program.up(unlimited);
  const city = await describeCity(program);
  const settings = join(program.folder, "schemathesis.toml");
  writeFileSync(settings, toSettings(city));
  const report = values.report ?? join(program.folder, "report");
  mkdirSync(report, { recursive: true });
  process.exitCode = await runSchemathesis(tool, {
    settings,
    report,
    url: program.url,
    apiKey: city.apiKey,
    examples: values.examples,
    seed: values.seed,
    seconds: values.seconds,
  });
} finally {
  await program.dispose();
}
