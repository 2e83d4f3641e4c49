import { createReadStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { BackupError } from "./errors.ts";
import { type KeysManifest, type ManifestTable, tableEntry } from "./Manifest.ts";
import type { Unpacked } from "./unpackBackup.ts";

/**
 * Copies rows that were dumped into a table.
 * @param into the table's name
 * @returns how many
 */
export async function copyRows(
  client: pg.Client,
  into: string,
  { name, columns }: ManifestTable,
  directory: string,
): Promise<number> {
  const query = `copy ${client.escapeIdentifier(into)} (${toList(client, columns)}) from stdin`;
  const rows = client.query(copyFrom(query));
  await pipeline(createReadStream(join(directory, tableEntry(name))), createGunzip(), rows);
  return rows.rowCount;
}

/**
 * Copies rows into a temporary table, from which they are put together with others. It has the table's columns as far
 * as they were dumped, and none of its rules. It goes when the transaction ends.
 * @returns how many
 */
export async function stageRows(
  client: pg.Client,
  as: string,
  table: ManifestTable,
  directory: string,
): Promise<number> {
  const columns = toList(client, table.columns);
  await client.query(
    `create temp table ${as} on commit drop as
     select ${columns} from ${client.escapeIdentifier(table.name)} with no data`,
  );
  const count = await copyRows(client, as, table, directory);
  await client.query(`analyze ${as}`);
  return count;
}

/** The table as the keys file has it. Throws `BackupError` `backup.format`. */
export function tableOfKeys(
  { manifest }: Pick<Unpacked<KeysManifest>, "manifest">,
  name: string,
): ManifestTable {
  const found = manifest.tables.find((table) => table.name === name);
  if (found) return found;
  throw new BackupError("backup.format", "The keys file has other tables than the backup.", {
    missing: name,
  });
}

/** Columns as SQL lists them. */
export const toList = (client: pg.Client, columns: readonly string[]): string =>
  columns.map((column) => client.escapeIdentifier(column)).join(", ");
