import { createWriteStream, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { connectPrimary } from "../../platform/database/servers/connectPrimary.ts";
import { type Manifest, tableEntry } from "./Manifest.ts";
import { orderTables } from "./orderTables.ts";

export type Dumped = Pick<Manifest, "migrations" | "tables" | "sequences" | "log" | "documents">;

// Speed matters more: most of it is signatures and salts, which do not compress.
const gzipLevel = 1;

const tablesQuery = `
  select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relpersistence = 'p'
    and c.relname <> 'schema_migrations'
  group by c.relname order by c.relname`;

/**
 * Copies every table as it is at one moment, while others go on writing: all is read in one snapshot.
 * Files are written into `directory` under the names of `tableEntry`.
 */
export async function dumpTables(databaseUrl: string, directory: string): Promise<Dumped> {
  const client = await connectPrimary(databaseUrl, "sello-backup");
  try {
    await client.query("begin isolation level repeatable read read only");
    const { rows } = await client.query<{ name: string; columns: string[] }>(tablesQuery);
    const tables = await orderTables(client, rows);
    for (const table of tables)
      await dumpTable(client, table, join(directory, tableEntry(table.name)));
    return { tables, ...(await describe(client)) };
  } finally {
    await client.end();
  }
}

async function dumpTable(
  client: pg.Client,
  { name, columns }: Manifest["tables"][number],
  path: string,
): Promise<void> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const list = columns.map((column) => client.escapeIdentifier(column)).join(", ");
  const rows = client.query(copyTo(`copy ${client.escapeIdentifier(name)} (${list}) to stdout`));
  await pipeline(rows, createGzip({ level: gzipLevel }), createWriteStream(path, { mode: 0o600 }));
}

async function describe(client: pg.Client): Promise<Omit<Dumped, "tables">> {
  const migrations = await client.query<{ name: string }>(
    "select name from schema_migrations order by id",
  );
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
  const documents = await client.query<{ count: string }>("select count(*) from documents");
  const [newest] = log.rows;
  return {
    migrations: migrations.rows.map(({ name }) => name),
    sequences: sequences.rows,
    log: newest ? { origin: newest.origin, size: Number(newest.size) } : null,
    documents: Number(documents.rows[0]?.count),
  };
}
