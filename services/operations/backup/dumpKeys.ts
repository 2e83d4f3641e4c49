import type pg from "pg";
import { dumpRows } from "./dumpRows.ts";
import { apartOf, apartTables, sharedTables } from "./keptApart.ts";
import type { KeysManifest, ManifestTable } from "./Manifest.ts";
import { describeDatabase, listTables } from "./snapshot.ts";

export type DumpedKeys = Omit<KeysManifest, "format" | "createdAt" | "entries">;

/**
 * Copies into `directory` what belongs into the keys file: about 136 bytes a document.
 * @param client in a snapshot
 */
export async function dumpKeys(client: pg.Client, directory: string): Promise<DumpedKeys> {
  const parts = (await listTables(client)).flatMap(partOf);
  for (const { table, where } of parts) await dumpRows(client, table, directory, where);
  const erasures = await client.query<{ count: string }>("select count(*) from erasures");
  return {
    tables: parts.map(({ table }) => table),
    ...(await describeDatabase(client)),
    erasures: Number(erasures.rows[0]?.count),
  };
}

type Part = { readonly table: ManifestTable; readonly where: string };

function partOf(table: ManifestTable): Part[] {
  const { name } = table;
  const apart = apartOf(name);
  if (apart !== null)
    return [{ table: { name, columns: [...apart.by, ...apart.columns] }, where: apart.where }];
  const where = apartTables.includes(name) ? "true" : sharedTables[name];
  return where === undefined ? [] : [{ table, where }];
}
