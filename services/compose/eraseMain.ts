// node services/compose/eraseMain.ts: deletes the data folder of the settings.
import { readConfig } from "../platform/config.ts";
import { announce } from "./announce.ts";
import { describeStartFailure } from "./describeStartFailure.ts";
import { erase } from "./erase.ts";

let folder: string | undefined;
try {
  const config = readConfig();
  folder = config.dataDirectory;
  await erase(config);
  announce({ kind: "erased" });
} catch (error) {
  announce({ kind: "failed", ...describeStartFailure(error, folder) });
  console.error(error);
  process.exitCode = 1;
} finally {
  if (process.connected) process.disconnect();
}
