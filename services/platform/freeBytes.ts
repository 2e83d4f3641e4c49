import { statfsSync } from "node:fs";

/** What an ordinary account may still write on the disk of this path. */
export function freeBytes(path: string): number {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}
