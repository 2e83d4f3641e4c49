import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream, renameSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { pack } from "tar-stream";
import { type ManifestEntry, manifestName } from "./Manifest.ts";

/**
 * Writes manifest and entries into one tar file (POSIX ustar), readable by its owner alone. The file gets
 * its name when it is whole and on disk.
 * @param directory where the entries lie, under their names
 */
export async function writeArchive(
  file: string,
  directory: string,
  manifest: { readonly entries: readonly ManifestEntry[] },
): Promise<void> {
  const unfinished = `${file}.${randomUUID()}.part`;
  const archive = pack();
  const written = pipeline(archive, createWriteStream(unfinished, { mode: 0o600, flags: "wx" }));
  const mode = 0o600;
  archive.entry({ name: manifestName, mode }, JSON.stringify(manifest, null, 2));
  for (const { name, bytes } of manifest.entries)
    await pipeline(
      createReadStream(join(directory, name)),
      archive.entry({ name, size: bytes, mode }),
    );
  archive.finalize();
  await written;
  const handle = await open(unfinished, "r+");
  await handle.sync();
  await handle.close();
  renameSync(unfinished, file);
}
