import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A script or a style, built: what pages call it, its file name with a hash, and its content. */
export type BuiltFile = {
  readonly name: string;
  readonly file: string;
  readonly content: Uint8Array;
};

/** What pages call the files, by their sources. */
const names: Readonly<Record<string, string>> = {
  "web/verifier/main.ts": "verify.js",
  "web/ui/site.css": "site.css",
};

/** Bundles the pages' scripts and styles, the sdk among them. Takes a fraction of a second. */
export async function buildWeb(): Promise<readonly BuiltFile[]> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: Object.keys(names),
    outdir: "dist/web",
    outbase: "web",
    entryNames: "[dir]-[hash]",
    chunkNames: "[name]-[hash]",
    bundle: true,
    // What a page seldom needs stays in a file of its own, such as the code for post-quantum keys.
    splitting: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: ["es2022"],
    legalComments: "none",
    metafile: true,
    write: false,
    logLevel: "silent",
  });
  const sources = new Map(
    Object.entries(metafile.outputs).map(([file, { entryPoint }]) => [basename(file), entryPoint]),
  );
  return outputFiles.map(({ path, contents }) => {
    const file = basename(path);
    return { name: names[sources.get(file) ?? ""] ?? file, file, content: contents };
  });
}
