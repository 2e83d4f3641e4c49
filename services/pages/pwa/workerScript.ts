import { createHash } from "node:crypto";
import type { WebAssets } from "../WebAssets.ts";

export type Kept = {
  /** Of the caches of this page. */
  readonly name: string;
  /** Path of the page; with `below`, it answers for every path below it, too. */
  readonly home: string;
  readonly below: boolean;
  /** What the build calls its scripts and styles; what they load is kept as well. */
  readonly assets: readonly string[];
  /** By language, where the page is that is kept, and the whole of it. */
  readonly pages: Readonly<Record<string, { readonly path: string; readonly text: string }>>;
  /** The page's policy: a change to it is a new version. */
  readonly policy: string;
};

/**
 * A service worker: its script, behind the list of what it keeps. Any change to a script, a style or a page is a new
 * version, which browsers find because these bytes differ.
 */
export function workerScript(assets: WebAssets, kept: Kept): string {
  const { name, home, below, pages, policy } = kept;
  const files = [...new Set(kept.assets.flatMap((asset) => assets.reach(asset)))];
  const script = assets.text("worker.js");
  const texts = Object.values(pages).map(({ text }) => text);
  const hash = createHash("sha256").update(JSON.stringify([texts, files, script, policy]));
  const paths = Object.entries(pages).map(([language, { path }]) => [language, path]);
  const shell = {
    ...{ name, home, below },
    version: hash.digest("base64url").slice(0, 16),
    files,
    pages: Object.fromEntries(paths),
  };
  return `self.shell=${JSON.stringify(shell)};\n${script}`;
}
