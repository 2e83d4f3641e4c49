import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const version = "13.5.0";
const folder = fileURLToPath(new URL(`../../.toolchain/lighthouse-${version}`, import.meta.url));
const entry = join(folder, "node_modules", "lighthouse", "core", "index.js");

/** What we use of Lighthouse. */
export type Lighthouse = (
  url: string,
  flags: {
    readonly port: number;
    readonly onlyCategories: readonly string[];
    readonly disableStorageReset: boolean;
    readonly formFactor: "mobile" | "desktop";
    readonly screenEmulation: { readonly disabled: boolean };
    readonly throttling: Readonly<Record<string, number>>;
    readonly logLevel: "error";
  },
) => Promise<{
  readonly lhr: {
    readonly runtimeError?: { readonly message: string };
    readonly categories: Readonly<
      Record<
        string,
        {
          readonly score: number | null;
          readonly auditRefs: readonly { readonly id: string; readonly weight: number }[];
        }
      >
    >;
    readonly audits: Readonly<
      Record<
        string,
        { readonly title: string; readonly score: number | null; readonly numericValue?: number }
      >
    >;
  };
}>;

/** Brings Lighthouse into `.toolchain`, once: it has a hundred packages of its own that nothing else here uses. */
export async function installLighthouse(): Promise<Lighthouse> {
  if (!existsSync(entry)) {
    console.log(`Bringing lighthouse ${version} into .toolchain (once)…`);
    const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    await run("npm", ["install", "--prefix", folder, ...flags, `lighthouse@${version}`]);
  }
  return (await import(pathToFileURL(entry).href)).default;
}
