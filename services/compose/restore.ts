import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { parseCheckpoint, parseNote, signatureTypes, verifyNoteSignature } from "@sello/sdk/log";
import { removeCluster } from "../../dev/postgres/removeCluster.ts";
import { FileHighWater } from "../anchoring/FileHighWater.ts";
import { PgAuditLog } from "../audit/PgAuditLog.ts";
import { BackupError } from "../operations/backup/errors.ts";
import { loadTables } from "../operations/backup/loadTables.ts";
import type { Manifest } from "../operations/backup/Manifest.ts";
import { type UnpackedBackup, unpackBackup } from "../operations/backup/unpackBackup.ts";
import type { Config } from "../platform/config.ts";
import { Database } from "../platform/database/Database.ts";
import { FolderLock } from "../platform/FolderLock.ts";
import { freePort } from "../platform/freePort.ts";
import { silentLogger } from "../platform/Logger.ts";
import type { SealedKeys } from "../signing/SealedKeys.ts";
import { SealingKeyFile } from "../signing/SealingKeyFile.ts";
import { toNoteSigner } from "../signing/toNoteSigner.ts";
import { announce } from "./announce.ts";
import { highWaterDirectory } from "./composeAnchoring.ts";
import { openKeys } from "./composeIssuing.ts";
import { placeOffices } from "./officeBackup.ts";
import { openToken } from "./openToken.ts";
import { databaseName, embeddedPostgres, postgresDirectory } from "./startDatabase.ts";

export type RestoreOptions = {
  /** Null: the one beside the backup. It may be newer than the backup. */
  readonly keysFile: string | null;
  /** Needed where the backup does not hold it. */
  readonly sealingKeyFile: string | null;
  /** The newest checkpoint that anybody kept, when the backup is older than that. */
  readonly resumeFile: string | null;
  /** Whether its API keys go on; else they end, for some may have been revoked since. */
  readonly keepApiKeys: boolean;
};

/** What was restored. */
export type Restored = {
  readonly manifest: Manifest;
  readonly apiKeysEnded: number;
  /** Documents that were erased after the backup, and are erased again. */
  readonly erasuresReplayed: number;
};

type Changed = Omit<Restored, "manifest">;

/**
 * Makes of a backup a data folder to start from. The folder must hold neither database nor keys; when
 * anything fails, it holds none afterwards. Witnesses' states are their own and are left alone, and so are those of offices
 * that sign trust lists, where they are there.
 */
export async function restore(
  config: Config,
  file: string,
  options: RestoreOptions,
): Promise<Restored> {
  const lock = await FolderLock.take(config.dataDirectory);
  try {
    return await restoreAlone(config, file, options);
  } finally {
    lock.release();
  }
}

async function restoreAlone(
  config: Config,
  file: string,
  options: RestoreOptions,
): Promise<Restored> {
  requireEmpty(config);
  const unpacked = mkdtempSync(join(config.dataDirectory, ".restore-"));
  try {
    announce({ kind: "step", name: "file", detail: "unpacking" });
    const backup = await unpackBackup(file, options.keysFile, unpacked);
    const { directory, manifest } = backup.data;
    placeSealingKey(config, directory, options);
    const changed = await fill(config, backup, options);
    await placeOffices(config, directory);
    if (options.keepApiKeys) placeAccess(config, directory);
    return { manifest, ...changed };
  } catch (error) {
    if (!config.databaseUrl) removeCluster(postgresDirectory(config));
    for (const part of parts(config)) rmSync(part, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(unpacked, { recursive: true, force: true });
  }
}

const parts = ({ dataDirectory, databaseUrl }: Config): string[] =>
  (databaseUrl ? ["keys", "chain", "demo"] : ["postgres", "keys", "chain", "demo"]).map((name) =>
    join(dataDirectory, name),
  );

function requireEmpty(config: Config): void {
  const taken = parts(config).filter((part) => existsSync(part) && readdirSync(part).length > 0);
  if (taken.length > 0)
    throw new BackupError(
      "backup.data_exists",
      `There is data already: ${taken.join(", ")}. Nothing was restored; move it away first, or name another folder with SELLO_DATA_DIR.`,
    );
}

function placeSealingKey(config: Config, unpacked: string, options: RestoreOptions): void {
  const held = join(unpacked, "keys", "sealing-key");
  const source = options.sealingKeyFile ?? (existsSync(held) ? held : null);
  if (source === null) {
    // A key file of one's own, outside of the data folder, is where it always was.
    if (existsSync(config.keyFile)) return;
    throw new BackupError(
      "backup.sealing_key_missing",
      "The backup does not hold the sealing key, without which its private keys cannot be opened. Name the file that does with --sealing-key.",
    );
  }
  mkdirSync(dirname(config.keyFile), { recursive: true, mode: 0o700 });
  copyFileSync(source, config.keyFile);
  chmodSync(config.keyFile, 0o600);
}

async function fill(
  config: Config,
  backup: UnpackedBackup,
  options: RestoreOptions,
): Promise<Changed> {
  announce({ kind: "step", name: "database", detail: "filling" });
  const server = config.databaseUrl ? null : embeddedPostgres(config, await freePort());
  await server?.start();
  try {
    await server?.ensureDatabase(databaseName);
    const url = config.databaseUrl ?? server?.url(databaseName) ?? "";
    const erasuresReplayed = await loadTables(url, backup);
    announce({ kind: "step", name: "keys", detail: "opening" });
    const database = new Database(url);
    try {
      const token = await openToken(config.token, silentLogger);
      const keys = await openKeys(database, new SealingKeyFile(config), token);
      if (options.resumeFile) await resume(config, options.resumeFile, backup.data.manifest, keys);
      token?.close();
      if (erasuresReplayed > 0) await noteErasures(database, erasuresReplayed);
      const apiKeysEnded = options.keepApiKeys ? 0 : await endApiKeys(database);
      await endSessions(database);
      await endInvitations(database);
      await endAuditors(database);
      await endRuleGrants(database);
      await endVerifiers(database);
      await endMandates(database);
      return { apiKeysEnded, erasuresReplayed };
    } finally {
      await database.close();
    }
  } finally {
    await server?.stop();
  }
}

/** The lines of these erasures came after the backup: the audit has this one instead. */
function noteErasures(database: Database, replayed: number): Promise<void> {
  const event = {
    actor: "system",
    action: "document.erase_restored",
    subject: "documents",
    authority: null,
  };
  return new PgAuditLog(database).record({ ...event, data: { replayed } });
}

/** A backup does not know which of its keys were revoked after it was made: none may come back to life. */
function endApiKeys(database: Database): Promise<number> {
  return database.transaction(async (tx) => {
    const { rowCount } = await tx.query(
      "update api_keys set revoked_at = now() where revoked_at is null",
    );
    const event = {
      actor: "system",
      action: "api_key.end_restored",
      subject: "api-keys",
      authority: null,
    };
    await new PgAuditLog(database).record({ ...event, data: { ended: rowCount } }, tx);
    return rowCount;
  });
}

/** Nor does it know who has signed out since. */
async function endSessions(database: Database): Promise<void> {
  await database.query("delete from sessions");
  await database.query("delete from sign_ins");
  for (const table of ["sessions", "codes", "challenges", "messages"])
    await database.query(`delete from resident_${table}`);
  // Nor which of them was taken back: the devices are ended by who asks again.
  await database.query("delete from device_endings where state = 'waiting'");
}

/** Nor which invitations were taken back since: those that nobody has used can be made again. */
async function endInvitations(database: Database): Promise<void> {
  await database.query(
    "update officer_invitations set revoked_at = now() where used_at is null and revoked_at is null",
  );
}

/**
 * Nor which mandates were ended since: no more copies are made for them until a desk makes them again. The copies that were
 * made are as the chain has them.
 */
async function endMandates(database: Database): Promise<void> {
  await database.query(
    "update mandates set ended_at = now(), ended_by = 'office' where ended_at is null",
  );
}

/** Nor which auditors were ended since. */
async function endAuditors(database: Database): Promise<void> {
  await database.query("update auditors set ended_at = now() where ended_at is null");
}

/** Nor which rules may not decide without a person any more: officers grant them again. */
async function endRuleGrants(database: Database): Promise<void> {
  await database.query(
    "update rule_grants set ended_at = now(), ended_by = 'restore' where ended_at is null",
  );
}

/** Nor which verifiers. */
async function endVerifiers(database: Database): Promise<void> {
  await database.query("update verifiers set ended_at = now() where ended_at is null");
}

/** From then on nothing is signed before the log contains this checkpoint. */
async function resume(
  config: Config,
  file: string,
  { log }: Manifest,
  keys: SealedKeys,
): Promise<void> {
  const note = parseNote(readFileSync(file, "utf8"));
  const checkpoint = parseCheckpoint(note.text);
  const key = await keys.createOrLoad("log", "ed25519");
  const signer = toNoteSigner(checkpoint.origin, key, signatureTypes.ed25519);
  const isOurs = (await verifyNoteSignature(note, signer.key)) === "valid";
  if (!isOurs || (log && checkpoint.origin !== log.origin))
    throw new BackupError("backup.resume", "This checkpoint was not signed by this log's key.");
  new FileHighWater(highWaterDirectory(config), checkpoint.origin).raise(checkpoint);
}

function placeAccess({ dataDirectory }: Config, unpacked: string): void {
  const held = join(unpacked, "demo", "access.json");
  if (!existsSync(held)) return;
  mkdirSync(join(dataDirectory, "demo"), { recursive: true, mode: 0o700 });
  copyFileSync(held, join(dataDirectory, "demo", "access.json"));
}
