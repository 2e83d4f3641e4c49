import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { BackupError } from "./errors.ts";
import { keysFileOf } from "./keptApart.ts";
import { type KeysManifest, type Manifest, parseKeysManifest, parseManifest } from "./Manifest.ts";
import { readArchive } from "./readArchive.ts";

/** An archive's entries, under their names in a folder. */
export type Unpacked<M> = { readonly directory: string; readonly manifest: M };

export type UnpackedBackup = {
  readonly data: Unpacked<Manifest>;
  /** null: of an earlier edition, whose backups hold all keys themselves. */
  readonly keys: Unpacked<KeysManifest> | null;
};

/**
 * Unpacks a backup and its keys file into folders of `directory`, and looks whether they belong together. The keys
 * file may be newer, and of any number of backups. Throws `BackupError`: `backup.format`, `backup.damaged`,
 * `backup.keys_missing`, `backup.keys_other`, `backup.keys_needless`.
 * @param keysFile null: the one that lies beside the backup
 */
export async function unpackBackup(
  file: string,
  keysFile: string | null,
  directory: string,
): Promise<UnpackedBackup> {
  const data = await unpack(file, join(directory, "data"), parseManifest);
  if (data.manifest.format === "sello-backup/1") {
    if (keysFile === null) return { data, keys: null };
    throw new BackupError(
      "backup.keys_needless",
      "An earlier version of Sello made this backup: it holds its keys itself, and takes no keys file. What was erased after it would come back. Restore it without --keys if it is the newest that there is.",
    );
  }
  const found = requireKeysFile(file, keysFile);
  const keys = await unpack(found, join(directory, "keys"), parseKeysManifest);
  if (isDeepStrictEqual(data.manifest.deployment, keys.manifest.deployment)) return { data, keys };
  throw new BackupError("backup.keys_other", `${found} is not of the deployment of the backup.`, {
    backup: data.manifest.deployment,
    keys: keys.manifest.deployment,
  });
}

async function unpack<M extends KeysManifest | Manifest>(
  file: string,
  directory: string,
  parse: (text: string) => M,
): Promise<Unpacked<M>> {
  mkdirSync(directory, { mode: 0o700 });
  return { directory, manifest: await readArchive(file, directory, parse) };
}

function requireKeysFile(file: string, named: string | null): string {
  const keysFile = named ?? keysFileOf(file);
  if (existsSync(keysFile)) return keysFile;
  throw new BackupError(
    "backup.keys_missing",
    `${keysFile} is not there. It has the keys of the documents, without which nobody can read them. Put the newest keys file there, or name it with --keys.`,
  );
}
