import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Metafile } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What pages call the files, and where their sources are. */
const entries = { "verify.js": "web/verify/main.ts", "site.css": "web/site/site.css" } as const;

/**
 * Bundles the pages' scripts and styles, the sdk among them, into `directory`, with a `manifest.json`
 * from their names to the files made. Takes a fraction of a second.
 */
export async function buildWeb(directory: string = join(root, "dist/web")): Promise<string> {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: Object.values(entries),
    outdir: directory,
    entryNames: "[dir]-[hash]",
    outbase: "web",
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: ["es2022"],
    legalComments: "none",
    metafile: true,
    logLevel: "silent",
  });
  writeFileSync(join(directory, "manifest.json"), JSON.stringify(toManifest(metafile)));
  return directory;
}

function toManifest({ outputs }: Metafile): Record<string, string> {
  const files = new Map(
    Object.entries(outputs).map(([file, { entryPoint }]) => [entryPoint, basename(file)]),
  );
  return Object.fromEntries(
    Object.entries(entries).map(([name, source]) => [name, files.get(source) ?? ""]),
  );
}
