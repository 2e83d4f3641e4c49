import { createReadStream, createWriteStream, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { extract } from "tar-stream";
import { describeEntry } from "./describeEntry.ts";
import { BackupError } from "./errors.ts";
import { type ManifestEntry, manifestName } from "./Manifest.ts";

type Content = AsyncIterable<Uint8Array>;
type WithEntries = { readonly entries: readonly ManifestEntry[] };

const manifestBytesMax = 1_048_576;

/**
 * Unpacks a backup, or its keys file, into `directory` and compares every entry with the manifest. Only names that
 * the manifest lists, which cannot lead out of the directory, are written. Throws `BackupError` `backup.format`,
 * `backup.damaged`.
 * @param parse what the manifest has to be
 */
export async function readArchive<M extends WithEntries>(
  file: string,
  directory: string,
  parse: (text: string) => M,
): Promise<M> {
  let manifest: M | null = null;
  const missing = new Map<string, ManifestEntry>();
  try {
    for await (const source of openArchive(file)) {
      const { name, size = 0 } = source.header;
      // Its streams are iterable, but not Node's own.
      const entry = source as unknown as Content;
      if (manifest === null) {
        manifest = await readManifest(entry, name, size, parse);
        for (const each of manifest.entries) missing.set(each.name, each);
        continue;
      }
      await unpack(entry, join(directory, name), takeOut(missing, name));
    }
  } catch (error) {
    throw toBackupError(error);
  }
  if (manifest === null || missing.size > 0)
    throw new BackupError("backup.format", "The backup is cut off.", { missing: missing.size });
  return manifest;
}

/** What an archive says of itself, without a look at the rest. Errors as `readArchive`. */
export async function peekManifest<M>(file: string, parse: (text: string) => M): Promise<M> {
  try {
    for await (const source of openArchive(file)) {
      const { name, size = 0 } = source.header;
      return await readManifest(source as unknown as Content, name, size, parse);
    }
  } catch (error) {
    throw toBackupError(error);
  }
  throw notOurs();
}

function openArchive(file: string) {
  const archive = extract();
  const reading = pipeline(createReadStream(file), archive);
  // Who iterates gets its failure as well; without this listener it would end the process.
  reading.catch(() => {});
  return archive;
}

const notOurs = (data: Readonly<Record<string, unknown>> = {}) =>
  new BackupError("backup.format", "This is no backup of Sello.", data);

const toBackupError = (error: unknown): BackupError =>
  error instanceof BackupError ? error : notOurs({ cause: String(error) });

async function readManifest<M>(
  entry: Content,
  name: string,
  size: number,
  parse: (text: string) => M,
): Promise<M> {
  if (name !== manifestName || size > manifestBytesMax) throw notOurs();
  return parse(await text(entry));
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
