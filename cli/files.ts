import { randomUUID } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { callerPath } from "./callerPath.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Where the demo keeps its data unless somebody says otherwise. */
export const defaultDataDirectory = join(root, "data");

/** Where the demo keeps its data; the same as the service's. */
export const dataDirectory = (): string =>
  process.env.SELLO_DATA_DIR ? callerPath(process.env.SELLO_DATA_DIR) : defaultDataDirectory;

/** Where this verifier keeps what it pins and what it has last seen. */
export const verifierDirectory = (): string =>
  process.env.SELLO_VERIFIER_DIR ?? join(dataDirectory(), "verifier");

/** Makes a folder, one after the other: of a disk that can only be read, `recursive` says that there is no such file. */
export function makeFolder(path: string): void {
  if (!existsSync(dirname(path))) makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

/** As `readJson`, but null for a file that a loss of power left empty or cut off, too. */
export function readWhole<T>(path: string): T | null {
  try {
    return readJson<T>(path);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

export function readJson<T>(path: string): T | null {
  if (!existsSync(path)) return null;
  return JSON.parse(readFileSync(path, "utf8")) as T;
}

/**
 * Writes a file whole or not at all. Its name before it is whole cannot be guessed and must be new: in a folder that
 * others may write to, nobody can have put a link there.
 */
export function writeWhole(path: string, content: string | Uint8Array, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.${randomUUID()}.part`;
  writeFileSync(unfinished, content, { mode, flush: true, flag: "wx" });
  chmodSync(unfinished, mode);
  renameSync(unfinished, path);
}
