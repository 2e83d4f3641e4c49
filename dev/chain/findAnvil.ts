import { chmodSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { AnvilFailure } from "./AnvilRpc.ts";

const architectures: Readonly<Record<string, string>> = { x64: "amd64", arm64: "arm64" };

/**
 * The node's program for this machine, out of its npm package. Not the package's own wrapper script: when
 * that one is killed, it leaves the node running.
 */
export function findAnvil(): string {
  const architecture = architectures[process.arch] ?? process.arch;
  const name = `@foundry-rs/anvil-${process.platform}-${architecture}`;
  const file = process.platform === "win32" ? "anvil.exe" : "anvil";
  const program = join(dirname(resolveManifest(name)), "bin", file);
  makeExecutable(program);
  return program;
}

function resolveManifest(name: string): string {
  const require = createRequire(import.meta.url);
  try {
    // Found from inside the wrapper's package, of which the platform's package is a dependency.
    const wrapper = createRequire(require.resolve("@foundry-rs/anvil/package.json"));
    return wrapper.resolve(`${name}/package.json`);
  } catch {
    throw new AnvilFailure(`the package ${name} is not installed; delete node_modules`);
  }
}

/** Packages that were copied without their modes. */
function makeExecutable(program: string): void {
  try {
    if ((statSync(program).mode & 0o111) === 0) chmodSync(program, 0o755);
  } catch {
    // Not ours to change; starting it says why it does not run.
  }
}
