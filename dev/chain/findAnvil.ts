import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const architectures: Readonly<Record<string, string>> = { x64: "amd64", arm64: "arm64" };

/**
 * The node's program for this machine, out of its npm package. Not the package's own wrapper script: when
 * that one is killed, it leaves the node running.
 */
export function findAnvil(): string {
  const require = createRequire(import.meta.url);
  const architecture = architectures[process.arch] ?? process.arch;
  const name = `@foundry-rs/anvil-${process.platform}-${architecture}`;
  const file = process.platform === "win32" ? "anvil.exe" : "anvil";
  // Found from inside the wrapper's package, of which the platform's package is a dependency.
  const wrapper = createRequire(require.resolve("@foundry-rs/anvil/package.json"));
  return join(dirname(wrapper.resolve(`${name}/package.json`)), "bin", file);
}
