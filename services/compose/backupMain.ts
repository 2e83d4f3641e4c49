// node services/compose/backupMain.ts backup FILE [--with-sealing-key]
// node services/compose/backupMain.ts keys FILE
// node services/compose/backupMain.ts restore FILE [--keys FILE] [--sealing-key FILE] [--resume FILE] [--keep-api-keys]
import { parseArgs } from "node:util";
import type { ServiceMessage } from "@sello/api/startup";
import { type Config, readConfig } from "../platform/config.ts";
import { announce } from "./announce.ts";
import { backUp } from "./backUp.ts";
import { backUpKeys } from "./backUpKeys.ts";
import { describeStartFailure } from "./describeStartFailure.ts";
import { type Restored, restore } from "./restore.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    "with-sealing-key": { type: "boolean", default: false },
    keys: { type: "string" },
    "sealing-key": { type: "string" },
    resume: { type: "string" },
    "keep-api-keys": { type: "boolean", default: false },
  },
});

async function run(config: Config): Promise<ServiceMessage> {
  const [act, file = ""] = positionals;
  if (act === "keys") {
    const { createdAt, documents, erasures } = await backUpKeys(config, file);
    return { kind: "keysCopied", createdAt, documents, erasures };
  }
  if (act === "backup") {
    const manifest = await backUp(config, file, values["with-sealing-key"]);
    return toCopied({ manifest, apiKeysEnded: 0, erasuresReplayed: 0 });
  }
  const restored = await restore(config, file, {
    keysFile: values.keys ?? null,
    sealingKeyFile: values["sealing-key"] ?? null,
    resumeFile: values.resume ?? null,
    keepApiKeys: values["keep-api-keys"],
  });
  return toCopied(restored);
}

function toCopied({ manifest, ...changed }: Restored): ServiceMessage {
  const { createdAt, documents, log, holdsSealingKey } = manifest;
  const logSize = log?.size ?? 0;
  return { kind: "copied", createdAt, documents, logSize, holdsSealingKey, ...changed };
}

try {
  announce(await run(readConfig()));
} catch (error) {
  announce({ kind: "failed", ...describeStartFailure(error) });
  console.error(error);
  process.exitCode = 1;
} finally {
  if (process.connected) process.disconnect();
}
