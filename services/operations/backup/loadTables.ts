import type pg from "pg";
import { migrate } from "../../platform/database/migrate.ts";
import { connectPrimary } from "../../platform/database/servers/connectPrimary.ts";
import { limits } from "../../platform/limits.ts";
import { BackupError } from "./errors.ts";
import { holdsDocuments } from "./keptApart.ts";
import { loadDocuments, stageErasures } from "./loadDocuments.ts";
import { loadKeyTables } from "./loadKeyTables.ts";
import { copyRows } from "./stageRows.ts";
import type { UnpackedBackup } from "./unpackBackup.ts";

/**
 * Fills an empty database with what was dumped, all or nothing, in the schema it was dumped from, and then
 * brings that to the newest. What the keys file says was erased is erased here, too. Throws `BackupError`
 * `backup.data_exists`, `backup.newer`, `backup.keys_older`, `backup.keys_resealed`.
 * @returns how many documents were erased that are not in the backup
 */
export async function loadTables(databaseUrl: string, backup: UnpackedBackup): Promise<number> {
  const client = await connectPrimary(databaseUrl, "sello-restore");
  let replayed: number;
  try {
    await requireEmpty(client);
    const { migrations } = backup.data.manifest;
    requireKnownSchema(await migrate(databaseUrl, migrations.length), migrations);
    await client.query("begin");
    await client.query(`set local work_mem = '${limits.restoreJoinMib}MB'`);
    replayed = await fill(client, backup);
    await client.query("commit");
  } finally {
    await client.end();
  }
  await migrate(databaseUrl);
  return replayed;
}

async function requireEmpty(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query(
    "select 1 from pg_class where relnamespace = 'public'::regnamespace limit 1",
  );
  if (rowCount !== 0)
    throw new BackupError("backup.data_exists", "The database is not empty; nothing was restored.");
}

function requireKnownSchema(applied: readonly string[], migrations: readonly string[]): void {
  if (applied.join() === migrations.join()) return;
  throw new BackupError(
    "backup.newer",
    "The backup was made by a newer version of Sello; restore it with that one.",
    { migrations, known: applied },
  );
}

/** @returns how many erasures it replayed */
async function fill(client: pg.Client, { data, keys }: UnpackedBackup): Promise<number> {
  const { tables, sequences } = data.manifest;
  let replayed = 0;
  if (keys) await stageErasures(client, keys);
  for (const { name } of tables.toReversed()) await clearTable(client, name);
  for (const table of tables) {
    // Triggers of tables that were loaded before may have written here.
    await clearTable(client, table.name);
    if (keys && holdsDocuments(table.name))
      replayed += await loadDocuments(client, table, data, keys);
    else await copyRows(client, table.name, table, data.directory);
  }
  for (const { name, value } of sequences)
    await client.query("select setval(format('%I', $1::text)::regclass, $2::bigint)", [
      name,
      value,
    ]);
  if (keys) await loadKeyTables(client, keys);
  return replayed;
}

/** Takes out the rows that a migration, or a trigger, puts into an empty database: the dump has its own. */
async function clearTable(client: pg.Client, name: string): Promise<void> {
  const table = client.escapeIdentifier(name);
  const { rowCount } = await client.query(`select 1 from ${table} limit 1`);
  if (rowCount !== 0) await client.query(`delete from ${table}`);
}
