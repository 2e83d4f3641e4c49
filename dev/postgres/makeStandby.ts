import { chmodSync, chownSync, copyFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import type { Account } from "../../services/platform/systemAccount.ts";
import type { EmbeddedPostgres } from "./EmbeddedPostgres.ts";

/** What belongs to the server that runs, and not to its data (section "Backing Up the Data Directory"). */
const leftOut = new Set(["postmaster.pid", "postmaster.opts"]);
/** Of these, the folder alone. */
const emptied = new Set([
  "pg_wal",
  "pg_replslot",
  "pg_dynshmem",
  "pg_notify",
  "pg_serial",
  "pg_snapshots",
  "pg_stat_tmp",
  "pg_subtrans",
]);
const pollMs = 50;

/**
 * Makes a standby of a running server by the low level API, for the package has no `pg_basebackup`
 * (https://www.postgresql.org/docs/18/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP), and starts it.
 * @param standby of which there are no files yet
 * @param name by which the primary knows it: letters, digits and underscores, in lower case
 */
export async function makeStandby(
  primary: EmbeddedPostgres,
  standby: EmbeddedPostgres,
  name: string,
): Promise<void> {
  const [from, to] = [await primary.place(), await standby.place()];
  // The same connection to the end: the backup is over when it is.
  const client = new pg.Client({ connectionString: primary.url("postgres") });
  await client.connect();
  try {
    await client.query("select pg_create_physical_replication_slot($1, true)", [name]);
    await client.query("select pg_backup_start($1, true)", [name]);
    copyFolder(from.cluster, to.cluster, to.account);
    const { rows } = await client.query<{ labelfile: string }>(
      "select labelfile from pg_backup_stop()",
    );
    const files = {
      backup_label: rows[0]?.labelfile ?? "",
      "standby.signal": "",
      "postgresql.auto.conf": followSettings(primary, name),
    };
    for (const [file, content] of Object.entries(files)) {
      writeFileSync(join(to.cluster, file), content, { mode: 0o600 });
      give(join(to.cluster, file), to.account);
    }
  } finally {
    await client.end();
  }
  await standby.start();
}

/** From here on a commit is acknowledged when the standby has it on disk; resolves when the standby is there. */
export async function makeSynchronous(primary: EmbeddedPostgres, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: primary.url("postgres") });
  await client.connect();
  try {
    await client.query(
      `alter system set synchronous_standby_names = ${client.escapeLiteral(name)}`,
    );
    await client.query("select pg_reload_conf()");
    for (;;) {
      const { rowCount } = await client.query(
        "select 1 from pg_stat_replication where application_name = $1 and sync_state = 'sync'",
        [name],
      );
      if (rowCount === 1) return;
      await delay(pollMs);
    }
  } finally {
    await client.end();
  }
}

/** In a file of the server's own account: a password is not for arguments. */
function followSettings(primary: EmbeddedPostgres, name: string): string {
  const { hostname, port, username, password } = new URL(primary.url("postgres"));
  const parts = { host: hostname, port, user: username, password: decodeURIComponent(password) };
  const quote = (value: string) => `'${value.replaceAll(/['\\]/g, "\\$&")}'`;
  const connection = Object.entries({ ...parts, application_name: name })
    .map(([key, value]) => `${key}=${quote(value)}`)
    .join(" ");
  return [
    `primary_conninfo = '${connection.replaceAll("'", "''")}'`,
    `primary_slot_name = '${name}'`,
    // A primary that comes back waits for its standby, which by itself would look for it every five seconds.
    "wal_retrieve_retry_interval = '500ms'",
    "",
  ].join("\n");
}

function copyFolder(from: string, to: string, account: Account | null): void {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  chmodSync(to, 0o700);
  give(to, account);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (leftOut.has(entry.name)) continue;
    if (!entry.isDirectory()) copyFile(source, target, account);
    else if (!emptied.has(entry.name)) copyFolder(source, target, account);
    else {
      mkdirSync(target, { mode: 0o700 });
      give(target, account);
    }
  }
}

function copyFile(source: string, target: string, account: Account | null): void {
  try {
    copyFileSync(source, target);
  } catch (error) {
    // The server removed it meanwhile: its log says so to the standby.
    if ((error as { code?: string }).code === "ENOENT") return;
    throw error;
  }
  give(target, account);
}

function give(path: string, account: Account | null): void {
  if (account) chownSync(path, account.uid, account.gid);
}
