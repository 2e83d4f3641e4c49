import { createHash } from "node:crypto";
import { createReadStream, statSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { ManifestEntry } from "./Manifest.ts";

/** Size and digest of a file that is, or should be, the entry of this name. */
export async function describeEntry(name: string, path: string): Promise<ManifestEntry> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return { name, bytes: statSync(path).size, sha256: hash.digest("hex") };
}
