import { randomUUID } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Writes a file whole or not at all, for good: neither a kill nor a loss of power leaves an empty one. Its folder is
 * made, for us alone, if missing.
 */
export function writeWhole(file: string, content: string, mode = 0o600): void {
  const directory = dirname(file);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  // Not to be guessed, and new: nobody can have put a link there.
  const unfinished = `${file}.${randomUUID()}.part`;
  writeFileSync(unfinished, content, { mode, flush: true, flag: "wx" });
  renameSync(unfinished, file);
  syncDirectory(directory);
}

/** Without it, a loss of power could bring the old names back. */
export function syncDirectory(directory: string): void {
  const handle = openSync(directory, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
