import { readdirSync, rmdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { removeCluster } from "../../dev/postgres/removeCluster.ts";
import type { Config } from "../platform/config.ts";
import { FolderLock, lockFile } from "../platform/FolderLock.ts";
import { embeddedPostgres, postgresDirectory } from "./startDatabase.ts";

/**
 * Deletes the data folder, and the database's files where they lie elsewhere. Throws `StartError` (`data.in_use`)
 * while somebody works with it.
 */
export async function erase(config: Config): Promise<void> {
  const { dataDirectory } = config;
  const lock = await FolderLock.take(dataDirectory);
  try {
    // One that a killed service left behind.
    await embeddedPostgres(config, 0).stop();
    removeCluster(postgresDirectory(config));
    const last = lockFile(dataDirectory);
    for (const name of readdirSync(dataDirectory))
      if (join(dataDirectory, name) !== last)
        rmSync(join(dataDirectory, name), { recursive: true, force: true });
    // Last, so that a start that comes meanwhile finds it locked.
    rmSync(last, { force: true });
  } finally {
    lock.release();
  }
  removeFolder(dataDirectory);
}

function removeFolder(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Empty all the same: a mount, or a folder whose parent is not ours. Or somebody has started in it again.
  }
}
