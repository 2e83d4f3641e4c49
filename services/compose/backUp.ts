import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { describeEntry } from "../operations/backup/describeEntry.ts";
import { dumpTables } from "../operations/backup/dumpTables.ts";
import { BackupError } from "../operations/backup/errors.ts";
import { type Manifest, type ManifestEntry, tableEntry } from "../operations/backup/Manifest.ts";
import { writeArchive } from "../operations/backup/writeArchive.ts";
import type { Config } from "../platform/config.ts";
import { FolderLock } from "../platform/FolderLock.ts";
import { freePort } from "../platform/freePort.ts";
import { announce } from "./announce.ts";
import { copyOffices } from "./officeBackup.ts";
import { databaseName, embeddedPostgres, postgresDirectory } from "./startDatabase.ts";

/**
 * Writes a copy of database and keys, those of the offices that we run included, into one file, while the program runs or not. Without
 * `withSealingKey` the private keys in it are of no use to a finder of the file.
 */
export async function backUp(
  config: Config,
  file: string,
  withSealingKey: boolean,
): Promise<Manifest> {
  if (existsSync(file))
    throw new BackupError("backup.file_exists", `${file} exists; it was left as it is.`);
  const directory = mkdtempSync(join(dirname(file), ".sello-backup-"));
  const database = await reachDatabase(config);
  try {
    announce({ kind: "step", name: "database", detail: "copying" });
    const offices = await copyOffices(config, directory);
    const dumped = await dumpTables(database.url, directory);
    const names = [...offices, ...dumped.tables.map(({ name }) => tableEntry(name))];
    if (withSealingKey) names.push(...copySecrets(config, directory));
    const entries: ManifestEntry[] = [];
    for (const name of names) entries.push(await describeEntry(name, join(directory, name)));
    const manifest: Manifest = {
      format: "sello-backup/1",
      createdAt: new Date().toISOString(),
      ...dumped,
      holdsSealingKey: withSealingKey,
      entries,
    };
    announce({ kind: "step", name: "file" });
    await writeArchive(file, directory, manifest);
    return manifest;
  } finally {
    await database.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The database as it runs, or started for this and stopped again, with the folder ours meanwhile. */
async function reachDatabase(config: Config): Promise<{ url: string; stop(): Promise<void> }> {
  const stop = async () => {};
  if (config.databaseUrl) return { url: config.databaseUrl, stop };
  if (!existsSync(postgresDirectory(config)))
    throw new BackupError(
      "backup.format",
      `There is nothing to back up in ${config.dataDirectory}.`,
    );
  const { runningPort } = embeddedPostgres(config, 0);
  const server = embeddedPostgres(config, runningPort ?? (await freePort()));
  if (runningPort !== null) return { url: server.url(databaseName), stop };
  const lock = await FolderLock.take(config.dataDirectory);
  const end = async () => {
    await server.stop();
    lock.release();
  };
  await server.start().catch(async (error: unknown) => {
    await end();
    throw error;
  });
  return { url: server.url(databaseName), stop: end };
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
