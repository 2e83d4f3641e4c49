import { existsSync } from "node:fs";
import { BackupError } from "../operations/backup/errors.ts";
import type { Config } from "../platform/config.ts";
import { FolderLock } from "../platform/FolderLock.ts";
import { freePort } from "../platform/freePort.ts";
import { databaseName, embeddedPostgres, postgresDirectory } from "./startDatabase.ts";

/**
 * The database as it runs, or started for this and stopped again, with the folder ours meanwhile. Throws `BackupError`
 * `backup.format` where there is none.
 */
export async function reachDatabase(
  config: Config,
): Promise<{ url: string; stop(): Promise<void> }> {
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
