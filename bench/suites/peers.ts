import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Figure, Suite } from "../Suite.ts";

const run = promisify(execFile);
const folder = fileURLToPath(new URL("../peers", import.meta.url));

type Answer = { readonly figures: readonly Figure[]; readonly errors: readonly string[] };

function isInstalled(): boolean {
  const { dependencies } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
  };
  return Object.keys(dependencies).every((name) => existsSync(join(folder, "node_modules", name)));
}

/** Into its own folder, from its own lock file, without running anybody's install scripts. */
async function install(): Promise<void> {
  console.error("installing the peers into bench/peers/node_modules (once, about 400 MB)…");
  const args = ["install", "--no-save", "--ignore-scripts", "--omit=optional", "--loglevel=error"];
  const child = spawn("npm", args, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`the peers cannot be installed here: npm ended with ${code}`);
}

export const peers: Suite = {
  name: "peers",
  summary: "other systems on the same ten claims; the limit is Sello, by turns with each",
  onlyWhenNamed: true,
  async run(scale) {
    if (!isInstalled()) await install();
    const args = ["--disable-warning=ExperimentalWarning", "main.js"];
    if (scale === "quick") args.push("--quick");
    const { stdout } = await run(process.execPath, args, { cwd: folder, maxBuffer: 1e7 });
    // Some of the packages greet on standard output; the answer is the last line.
    const { figures, errors } = JSON.parse(
      stdout.slice(stdout.lastIndexOf('{"figures"')),
    ) as Answer;
    for (const error of errors) console.error(`not measured: ${error}`);
    return figures;
  },
};
