import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "esbuild";
import { withoutBarrel } from "./withoutBarrel.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A script, a style or a picture, built: what pages call it, its file name with a hash, and its content. */
export type BuiltFile = {
  readonly name: string;
  readonly file: string;
  readonly content: Uint8Array;
};

/** Sources that are built together, and share what both of them need; by source, what pages call the result. */
type Bundle = {
  readonly base: string;
  readonly names: Readonly<Record<string, string>>;
  /** What differs from how all are built. */
  readonly options?: Pick<BuildOptions, "alias" | "jsxImportSource" | "plugins">;
};

const ofSdkModules = withoutBarrel(fileURLToPath(new URL("../../sdk/index.ts", import.meta.url)));

const bundles: readonly Bundle[] = [
  {
    base: "web",
    names: {
      "web/verifier/main.ts": "verify.js",
      "web/share/main.ts": "share.js",
      "web/ui/site.css": "site.css",
    },
  },
  // What shops put into pages of their own: one folder, nothing of which is shared with ours.
  {
    base: "web",
    names: { "web/embed/main.ts": "sello-request.js" },
    options: { plugins: [ofSdkModules] },
  },
  // Workers, each a file of its own that shares nothing.
  { base: "web", names: { "web/ui/camera/readCodes.ts": "codes.js" } },
  { base: "web", names: { "web/ui/pwa/worker.ts": "worker.js" } },
  {
    base: "web",
    names: {
      "web/resident/main.tsx": "resident.js",
      "web/resident/resident.css": "resident.css",
    },
    // Written and checked as for React, drawn by Preact: a tenth of its size.
    options: {
      jsxImportSource: "preact",
      alias: { react: "preact/hooks" },
      plugins: [ofSdkModules],
    },
  },
  {
    base: "web",
    names: Object.fromEntries(
      ["icon-192.png", "icon-512.png", "icon-whole.png", "icon-touch.png"].map((name) => [
        `web/ui/icons/${name}`,
        name,
      ]),
    ),
  },
  {
    base: "web",
    names: {
      "web/office/main.tsx": "office.js",
      "web/office/office.css": "office.css",
      "web/ui/seal.svg": "seal.svg",
    },
    options: { plugins: [ofSdkModules] },
  },
  // Apart, so that nothing of it can be in what production serves.
  { base: "dev/demo-wallet", names: { "dev/demo-wallet/browser/main.ts": "demo-wallet.js" } },
];

const options = {
  absWorkingDir: root,
  outdir: "dist/web",
  entryNames: "[dir]-[hash]",
  chunkNames: "[name]-[hash]",
  bundle: true,
  // What a page seldom needs stays in a file of its own, such as the code for post-quantum keys.
  splitting: true,
  minify: true,
  format: "esm",
  platform: "browser",
  target: ["es2022"],
  jsx: "automatic",
  define: { "process.env.NODE_ENV": '"production"' },
  loader: { ".svg": "copy", ".png": "copy" },
  legalComments: "none",
  metafile: true,
  write: false,
  logLevel: "silent",
} as const satisfies BuildOptions;

/** Bundles the pages' scripts and styles, the sdk among them. Takes a second. */
export async function buildWeb(): Promise<readonly BuiltFile[]> {
  const files = await Promise.all(bundles.map(buildBundle));
  return [...new Map(files.flat().map((each) => [each.file, each])).values()];
}

async function buildBundle({ base, names, options: own }: Bundle): Promise<readonly BuiltFile[]> {
  const { outputFiles, metafile } = await build({
    ...options,
    ...own,
    entryPoints: Object.keys(names),
    outbase: base,
  });
  const sources = new Map(
    Object.entries(metafile.outputs).map(([file, { entryPoint, inputs }]) => [
      basename(file),
      entryPoint ?? Object.keys(inputs).find((input) => input in names),
    ]),
  );
  return outputFiles.map(({ path, contents }) => {
    const file = basename(path);
    const isEntry = Object.hasOwn(names, sources.get(file) ?? "");
    return { name: (isEntry && names[sources.get(file) ?? ""]) || file, file, content: contents };
  });
}
