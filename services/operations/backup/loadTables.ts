import { createReadStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { migrate } from "../../platform/database/migrate.ts";
import { connectPrimary } from "../../platform/database/servers/connectPrimary.ts";
import { BackupError } from "./errors.ts";
import { type Manifest, tableEntry } from "./Manifest.ts";

/**
 * Fills an empty database with what was dumped, all or nothing, in the schema it was dumped from, and then
 * brings that to the newest. Throws `BackupError` `backup.data_exists`, `backup.newer`.
 */
export async function loadTables(
  databaseUrl: string,
  directory: string,
  manifest: Manifest,
): Promise<void> {
  const client = await connectPrimary(databaseUrl, "sello-restore");
  try {
    await requireEmpty(client);
    await requireKnownSchema(await migrate(databaseUrl, manifest.migrations.length), manifest);
    await client.query("begin");
    for (const { name } of manifest.tables.toReversed()) await clearTable(client, name);
    for (const table of manifest.tables) {
      // Triggers of tables that were loaded before may have written here.
      await clearTable(client, table.name);
      await loadTable(client, table, directory);
    }
    for (const { name, value } of manifest.sequences)
      await client.query("select setval(format('%I', $1::text)::regclass, $2::bigint)", [
        name,
        value,
      ]);
    await client.query("commit");
  } finally {
    await client.end();
  }
  await migrate(databaseUrl);
}

async function requireEmpty(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query(
    "select 1 from pg_class where relnamespace = 'public'::regnamespace limit 1",
  );
  if (rowCount !== 0)
    throw new BackupError("backup.data_exists", "The database is not empty; nothing was restored.");
}

async function requireKnownSchema(applied: readonly string[], { migrations }: Manifest) {
  if (applied.join() === migrations.join()) return;
  throw new BackupError(
    "backup.newer",
    "The backup was made by a newer version of Sello; restore it with that one.",
    { migrations, known: applied },
  );
}

/** Takes out the rows that a migration, or a trigger, puts into an empty database: the dump has its own. */
async function clearTable(client: pg.Client, name: string): Promise<void> {
  const table = client.escapeIdentifier(name);
  const { rowCount } = await client.query(`select 1 from ${table} limit 1`);
  if (rowCount !== 0) await client.query(`delete from ${table}`);
}

async function loadTable(
  client: pg.Client,
  { name, columns }: Manifest["tables"][number],
  directory: string,
): Promise<void> {
  const list = columns.map((column) => client.escapeIdentifier(column)).join(", ");
  const rows = client.query(copyFrom(`copy ${client.escapeIdentifier(name)} (${list}) from stdin`));
  await pipeline(createReadStream(join(directory, tableEntry(name))), createGunzip(), rows);
}
