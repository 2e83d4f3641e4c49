import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Where the demo keeps its data; the same as the service's. */
export const dataDirectory = (): string => process.env.SELLO_DATA_DIR ?? join(root, "data");

/** Where this verifier keeps what it pins and what it has last seen. */
export const verifierDirectory = (): string =>
  process.env.SELLO_VERIFIER_DIR ?? join(dataDirectory(), "verifier");

export function readJson<T>(path: string): T | null {
  if (!existsSync(path)) return null;
  return JSON.parse(readFileSync(path, "utf8")) as T;
}

/** Writes a file whole or not at all. */
export function writeWhole(path: string, content: string | Uint8Array, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}.part`;
  writeFileSync(unfinished, content, { mode });
  chmodSync(unfinished, mode);
  renameSync(unfinished, path);
}
