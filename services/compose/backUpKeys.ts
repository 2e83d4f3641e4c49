import { existsSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { dumpKeys } from "../operations/backup/dumpKeys.ts";
import { BackupError } from "../operations/backup/errors.ts";
import {
  type DeploymentIdentity,
  type KeysManifest,
  parseKeysManifest,
} from "../operations/backup/Manifest.ts";
import { peekManifest } from "../operations/backup/readArchive.ts";
import { inOneSnapshot } from "../operations/backup/snapshot.ts";
import type { Config } from "../platform/config.ts";
import { inWorkFolder, writeKeysFile } from "./backUp.ts";

/**
 * Writes a new keys file, for backups that there are already. An older one of the same deployment is replaced, in one
 * step: what was erased since could be read with it. Throws `BackupError`: `backup.file_exists` where another file is
 * there, `backup.keys_other`.
 */
export async function backUpKeys(config: Config, file: string): Promise<KeysManifest> {
  const former = existsSync(file) ? await readFormer(file) : null;
  return inWorkFolder(config, file, async (url, directory) => {
    const dumped = await inOneSnapshot(url, (client) => dumpKeys(client, directory));
    if (former !== null) requireSame(file, former.deployment, dumped.deployment);
    return writeKeysFile(file, directory, dumped);
  });
}

async function readFormer(file: string): Promise<KeysManifest> {
  try {
    return await peekManifest(file, parseKeysManifest);
  } catch (error) {
    if (!(error instanceof BackupError)) throw error;
    const message = `${file} exists and is no keys file; it was left as it is.`;
    throw new BackupError("backup.file_exists", message);
  }
}

function requireSame(file: string, former: DeploymentIdentity, ours: DeploymentIdentity): void {
  if (isDeepStrictEqual(former, ours)) return;
  const message = `${file} has the keys of another deployment; it was left as it is.`;
  throw new BackupError("backup.keys_other", message, { former, ours });
}
