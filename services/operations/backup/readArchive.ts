import { createReadStream, createWriteStream, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { extract } from "tar-stream";
import { describeEntry } from "./describeEntry.ts";
import { BackupError } from "./errors.ts";
import { type Manifest, type ManifestEntry, manifestName, parseManifest } from "./Manifest.ts";

type Content = AsyncIterable<Uint8Array>;

const manifestBytesMax = 1_048_576;

/**
 * Unpacks a backup into `directory` and compares every entry with the manifest. Only names that the manifest
 * lists, which cannot lead out of the directory, are written. Throws `BackupError` `backup.format`,
 * `backup.damaged`.
 */
export async function readArchive(file: string, directory: string): Promise<Manifest> {
  const archive = extract();
  const reading = pipeline(createReadStream(file), archive);
  // The iteration below throws its failure as well; without this listener it would end the process.
  reading.catch(() => {});
  let manifest: Manifest | null = null;
  const missing = new Map<string, ManifestEntry>();
  try {
    for await (const source of archive) {
      const { name, size = 0 } = source.header;
      // Its streams are iterable, but not Node's own.
      const entry = source as unknown as Content;
      if (manifest === null) {
        manifest = await readManifest(entry, name, size);
        for (const each of manifest.entries) missing.set(each.name, each);
        continue;
      }
      await unpack(entry, join(directory, name), takeOut(missing, name));
    }
  } catch (error) {
    if (error instanceof BackupError) throw error;
    throw new BackupError("backup.format", "This is no backup of Sello.", { cause: String(error) });
  }
  if (manifest === null || missing.size > 0)
    throw new BackupError("backup.format", "The backup is cut off.", { missing: missing.size });
  return manifest;
}

async function readManifest(entry: Content, name: string, size: number): Promise<Manifest> {
  if (name !== manifestName || size > manifestBytesMax)
    throw new BackupError("backup.format", "This is no backup of Sello.");
  return parseManifest(await text(entry));
}

function takeOut(missing: Map<string, ManifestEntry>, name: string): ManifestEntry {
  const expected = missing.get(name);
  if (!expected || !missing.delete(name))
    throw new BackupError("backup.format", "The backup holds what its manifest does not name.");
  return expected;
}

async function unpack(entry: Content, path: string, expected: ManifestEntry): Promise<void> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  await pipeline(entry, createWriteStream(path, { mode: 0o600 }));
  const { bytes, sha256 } = await describeEntry(expected.name, path);
  if (bytes !== expected.bytes || sha256 !== expected.sha256)
    throw new BackupError("backup.damaged", "The backup is damaged.", { entry: expected.name });
}
