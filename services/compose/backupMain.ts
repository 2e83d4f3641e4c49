// node services/compose/backupMain.ts backup FILE [--with-sealing-key]
// node services/compose/backupMain.ts restore FILE [--sealing-key FILE] [--resume FILE] [--keep-api-keys]
import { parseArgs } from "node:util";
import { readConfig } from "../platform/config.ts";
import { announce } from "./announce.ts";
import { backUp } from "./backUp.ts";
import { describeStartFailure } from "./describeStartFailure.ts";
import { type Restored, restore } from "./restore.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    "with-sealing-key": { type: "boolean", default: false },
    "sealing-key": { type: "string" },
    resume: { type: "string" },
    "keep-api-keys": { type: "boolean", default: false },
  },
});

async function run(): Promise<Restored> {
  const [act, file = ""] = positionals;
  const config = readConfig();
  if (act === "backup") {
    const manifest = await backUp(config, file, values["with-sealing-key"]);
    return { manifest, apiKeysEnded: 0 };
  }
  return restore(config, file, {
    sealingKeyFile: values["sealing-key"] ?? null,
    resumeFile: values.resume ?? null,
    keepApiKeys: values["keep-api-keys"],
  });
}

try {
  const { manifest, apiKeysEnded } = await run();
  const { createdAt, documents, log, holdsSealingKey } = manifest;
  const logSize = log?.size ?? 0;
  announce({ kind: "copied", createdAt, documents, logSize, holdsSealingKey, apiKeysEnded });
} catch (error) {
  announce({ kind: "failed", ...describeStartFailure(error) });
  console.error(error);
  process.exitCode = 1;
} finally {
  if (process.connected) process.disconnect();
}
