import type pg from "pg";
import { dumpRows } from "./dumpRows.ts";
import { apartOf, apartTables, unkeptTables } from "./keptApart.ts";
import type { Manifest, ManifestTable } from "./Manifest.ts";
import { describeDatabase, listTables } from "./snapshot.ts";

type Dumped = Extract<Manifest, { format: "sello-backup/2" }>;
export type DumpedData = Omit<Dumped, "format" | "createdAt" | "holdsSealingKey" | "entries">;

/**
 * Copies every table into `directory`, without what belongs into the keys file.
 * @param client in a snapshot
 */
export async function dumpData(client: pg.Client, directory: string): Promise<DumpedData> {
  const tables = (await listTables(client))
    .filter(({ name }) => !apartTables.includes(name) && !unkeptTables.includes(name))
    .map(withoutApart);
  for (const table of tables) await dumpRows(client, table, directory);
  return { tables, ...(await describeDatabase(client)), ...(await describeData(client)) };
}

function withoutApart({ name, columns }: ManifestTable): ManifestTable {
  const apart = apartOf(name)?.columns ?? [];
  return { name, columns: columns.filter((column) => !apart.includes(column)) };
}

async function describeData(client: pg.Client): Promise<Pick<DumpedData, "sequences" | "log">> {
  // Read last: a sequence is outside of snapshots, and may only be ahead of what was copied.
  const sequences = await client.query<{ name: string; value: string }>(
    `select sequencename as name, last_value::text as value from pg_sequences
     where schemaname = 'public' and last_value is not null and sequencename !~ '^schema_migrations'
     order by 1`,
  );
  const log = await client.query<{ origin: string; size: string }>(
    `select d.origin, c.size from checkpoints c join deployments d on d.id = c.deployment
     order by c.deployment desc, c.size desc limit 1`,
  );
  const [newest] = log.rows;
  return {
    sequences: sequences.rows,
    log: newest ? { origin: newest.origin, size: Number(newest.size) } : null,
  };
}
