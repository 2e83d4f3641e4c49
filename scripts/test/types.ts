import { spawnSync } from "node:child_process";
import { installDriver } from "../token/buildDriver.ts";

// Its types are part of the package, which npm removes where its compilation fails.
installDriver();
const { status } = spawnSync("npx", ["--no", "--", "tsc"], { stdio: "inherit" });
process.exitCode = status ?? 1;
