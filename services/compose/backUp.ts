import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { describeEntry } from "../operations/backup/describeEntry.ts";
import { type DumpedData, dumpData } from "../operations/backup/dumpData.ts";
import { type DumpedKeys, dumpKeys } from "../operations/backup/dumpKeys.ts";
import { BackupError } from "../operations/backup/errors.ts";
import { keysFileOf } from "../operations/backup/keptApart.ts";
import {
  type KeysManifest,
  type Manifest,
  type ManifestEntry,
  tableEntry,
} from "../operations/backup/Manifest.ts";
import { inOneSnapshot } from "../operations/backup/snapshot.ts";
import { writeArchive } from "../operations/backup/writeArchive.ts";
import type { Config } from "../platform/config.ts";
import { announce } from "./announce.ts";
import { copyOffices } from "./officeBackup.ts";
import { reachDatabase } from "./reachDatabase.ts";

/**
 * Writes a copy of database and keys, those of the offices that we run included, while the program runs or not: a file to be kept, and beside it the keys file,
 * without which nobody can read what documents say. Without `withSealingKey` the private keys in the first are of no
 * use to a finder of the file.
 */
export async function backUp(
  config: Config,
  file: string,
  withSealingKey: boolean,
): Promise<Manifest> {
  const keysFile = keysFileOf(file);
  for (const each of [file, keysFile]) requireFree(each);
  return inWorkFolder(config, file, async (url, directory) => {
    const [data, keys] = [join(directory, "data"), join(directory, "keys")];
    const offices = await copyOffices(config, data);
    const dumped = await inOneSnapshot(url, async (client) => ({
      data: await dumpData(client, data),
      keys: await dumpKeys(client, keys),
    }));
    announce({ kind: "step", name: "file" });
    await writeKeysFile(keysFile, keys, dumped.keys);
    return writeDataFile(file, data, {
      dumped: dumped.data,
      others: [...offices, ...(withSealingKey ? copySecrets(config, data) : [])],
      holdsSealingKey: withSealingKey,
    });
  });
}

function requireFree(file: string): void {
  if (existsSync(file))
    throw new BackupError("backup.file_exists", `${file} exists; it was left as it is.`);
}

/** Gives the work a database, and a folder beside the file for what is to be in it. */
export async function inWorkFolder<T>(
  config: Config,
  file: string,
  work: (databaseUrl: string, directory: string) => Promise<T>,
): Promise<T> {
  const directory = mkdtempSync(join(dirname(file), ".sello-backup-"));
  try {
    const database = await reachDatabase(config);
    try {
      announce({ kind: "step", name: "database", detail: "copying" });
      return await work(database.url, directory);
    } finally {
      await database.stop();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

type DataParts = {
  readonly dumped: DumpedData;
  /** Names of the entries that are no tables. */
  readonly others: readonly string[];
  readonly holdsSealingKey: boolean;
};

async function writeDataFile(file: string, directory: string, parts: DataParts): Promise<Manifest> {
  const { dumped, others, holdsSealingKey } = parts;
  const manifest: Manifest = {
    format: "sello-backup/2",
    createdAt: new Date().toISOString(),
    ...dumped,
    holdsSealingKey,
    entries: await describeEntries(directory, dumped, others),
  };
  await writeArchive(file, directory, manifest);
  return manifest;
}

/** @param directory where `dumpKeys` wrote */
export async function writeKeysFile(
  file: string,
  directory: string,
  dumped: DumpedKeys,
): Promise<KeysManifest> {
  const manifest: KeysManifest = {
    format: "sello-backup-keys/1",
    createdAt: new Date().toISOString(),
    ...dumped,
    entries: await describeEntries(directory, dumped),
  };
  await writeArchive(file, directory, manifest);
  return manifest;
}

async function describeEntries(
  directory: string,
  { tables }: Pick<Manifest, "tables">,
  others: readonly string[] = [],
): Promise<ManifestEntry[]> {
  const entries: ManifestEntry[] = [];
  for (const name of [...tables.map((table) => tableEntry(table.name)), ...others])
    entries.push(await describeEntry(name, join(directory, name)));
  return entries;
}

/** @returns names of the entries */
function copySecrets(config: Config, directory: string): string[] {
  const secrets = [
    { name: "keys/sealing-key", path: config.keyFile },
    { name: "demo/access.json", path: join(config.dataDirectory, "demo", "access.json") },
  ].filter(({ path }) => existsSync(path));
  for (const { name, path } of secrets) {
    mkdirSync(dirname(join(directory, name)), { recursive: true, mode: 0o700 });
    copyFileSync(path, join(directory, name));
  }
  return secrets.map(({ name }) => name);
}
