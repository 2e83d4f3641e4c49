import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");

/** Arguments for `node` that run Hardhat's command line, without npx. */
export function hardhatArguments(...args: string[]): string[] {
  return [join(ROOT, "node_modules/hardhat/dist/src/cli.js"), ...args];
}

/** An environment in which Hardhat reports nothing to anybody and asks nothing. */
export function hardhatEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, HARDHAT_DISABLE_TELEMETRY: "true" };
}
