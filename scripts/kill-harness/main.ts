// ./sello kills [--seed 1] [--kills 200] [--rows 1500] [--applicants 20] [--migrate [--same-chain]] [--promote] [--keep] [--json]
// Starts the real program in a folder of its own, kills parts of it under load, and examines what is
// left. The same seed kills the same parts after the same delays. Exit code 1 on any violation.
import { parseArgs } from "node:util";
import { formatReport } from "./formatReport.ts";
import { freePorts } from "./freePorts.ts";
import { killRun } from "./killRun.ts";
import { Promotion } from "./Promotion.ts";
import { Sello } from "./Sello.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    kills: { type: "string", default: "200" },
    /** Rows of the largest imported file. */
    rows: { type: "string", default: "1500" },
    /** Residents who apply meanwhile. */
    applicants: { type: "string", default: "20" },
    /** The network moves to new contracts in the middle of the kills, on another chain. */
    migrate: { type: "boolean", default: false },
    "same-chain": { type: "boolean", default: false },
    /** The database has a standby, which is promoted in the middle of the kills. */
    promote: { type: "boolean", default: false },
    /** Leaves the folder for a look at it. */
    keep: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});

const promotion = values.promote ? await Promotion.prepare() : undefined;
const sello = new Sello(await freePorts(), promotion?.url);
try {
  const report = await killRun({
    sello,
    seed: Number(values.seed),
    kills: Number(values.kills),
    rowsMax: Number(values.rows),
    applicants: Number(values.applicants),
    ...(values.migrate
      ? { migrate: values["same-chain"] ? ("same-chain" as const) : ("other-chain" as const) }
      : {}),
    ...(promotion && { promotion }),
    onProgress: (line) => process.stderr.write(`${line}\n`),
  });
  console.log(values.json ? JSON.stringify(report, null, 2) : formatReport(report));
  process.exitCode = report.violations.length === 0 ? 0 : 1;
} finally {
  await sello.stop();
  await promotion?.dispose();
  if (values.keep || process.exitCode !== 0) console.error(`left in ${sello.folder}`);
  else sello.dispose();
}
