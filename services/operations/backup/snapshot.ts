import type pg from "pg";
import { connectPrimary } from "../../platform/database/servers/connectPrimary.ts";
import { BackupError } from "./errors.ts";
import type { DeploymentIdentity, ManifestTable } from "./Manifest.ts";
import { orderTables } from "./orderTables.ts";

const tablesQuery = `
  select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relpersistence = 'p'
    and c.relname <> 'schema_migrations'
  group by c.relname order by c.relname`;

/**
 * Has all tables be read as they are at one moment, while others go on writing. Throws `BackupError`
 * `backup.unsealed`.
 */
export async function inOneSnapshot<T>(
  databaseUrl: string,
  read: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = await connectPrimary(databaseUrl, "sello-backup");
  try {
    await client.query("begin isolation level repeatable read read only");
    await requireSealed(client);
    return await read(client);
  } finally {
    await client.end();
  }
}

/** Rows of before migration 0098 say in the open what documents say: no key would keep them apart. */
async function requireSealed(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ sealed: boolean }>(
    `select to_regclass('erasures') is not null and to_regclass('documents_unsealed') is null as sealed`,
  );
  if (!rows[0]?.sealed)
    throw new BackupError(
      "backup.unsealed",
      "An earlier version of Sello made this data, and what its documents say is not sealed yet. Start it once with ./sello up, which seals it; then make the backup.",
    );
}

/** All that are kept, with their columns, in an order in which they can be filled. */
export async function listTables(client: pg.Client): Promise<ManifestTable[]> {
  const { rows } = await client.query<ManifestTable>(tablesQuery);
  return orderTables(client, rows);
}

/** What both files of a backup say of the database. */
export async function describeDatabase(client: pg.Client) {
  const migrations = await client.query<{ name: string }>(
    "select name from schema_migrations order by id",
  );
  const documents = await client.query<{ count: string }>("select count(*) from documents");
  return {
    migrations: migrations.rows.map(({ name }) => name),
    documents: Number(documents.rows[0]?.count),
    deployment: await readIdentity(client),
  };
}

async function readIdentity(client: pg.Client): Promise<DeploymentIdentity> {
  const { rows } = await client.query<NonNullable<DeploymentIdentity>>(
    `select n.value ->> 'publicUrl' as "publicUrl", n.value ->> 'logOrigin' as "logOrigin",
       encode(d.registry, 'hex') as registry
     from deployment n cross join deployments d where n.name = 'names' order by d.id limit 1`,
  );
  return rows[0] ?? null;
}
