// Runs all contract tests: behaviour (mocha), fuzz and invariants (Solidity).
// `--update-gas` writes snapshots/gas.json instead of comparing with it.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { hardhatArguments, hardhatEnvironment } from "./hardhatProcess.ts";

const options = { "update-gas": { type: "boolean", default: false } } as const;
const isUpdate = parseArgs({ options }).values["update-gas"];
const { status } = spawnSync(process.execPath, hardhatArguments("test"), {
  cwd: join(import.meta.dirname, "../.."),
  env: { ...hardhatEnvironment(), SELLO_UPDATE_GAS: String(isUpdate) },
  stdio: ["ignore", "inherit", "inherit"],
});
process.exitCode = status ?? 1;
