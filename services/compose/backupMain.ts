// node services/compose/backupMain.ts backup FILE [--with-sealing-key]
// node services/compose/backupMain.ts restore FILE [--sealing-key FILE] [--resume FILE]
import { parseArgs } from "node:util";
import type { Manifest } from "../operations/backup/Manifest.ts";
import { readConfig } from "../platform/config.ts";
import { announce } from "./announce.ts";
import { backUp } from "./backUp.ts";
import { describeStartFailure } from "./describeStartFailure.ts";
import { restore } from "./restore.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    "with-sealing-key": { type: "boolean", default: false },
    "sealing-key": { type: "string" },
    resume: { type: "string" },
  },
});

async function run(): Promise<Manifest> {
  const [act, file = ""] = positionals;
  const config = readConfig();
  if (act === "backup") return backUp(config, file, values["with-sealing-key"]);
  return restore(config, file, {
    sealingKeyFile: values["sealing-key"] ?? null,
    resumeFile: values.resume ?? null,
  });
}

try {
  const { createdAt, documents, log, holdsSealingKey } = await run();
  const logSize = log?.size ?? 0;
  announce({ kind: "copied", createdAt, documents, logSize, holdsSealingKey });
} catch (error) {
  announce({ kind: "failed", ...describeStartFailure(error) });
  console.error(error);
  process.exitCode = 1;
} finally {
  if (process.connected) process.disconnect();
}
