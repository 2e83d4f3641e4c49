import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { runner } from "node-pg-migrate";
import type pg from "pg";
import { connectPrimary } from "./servers/connectPrimary.ts";

const directory = fileURLToPath(new URL("./migrations", import.meta.url));
const table = "schema_migrations";

/** Names of the migrations that a database has and this program does not know: a newer one made them. */
export async function unknownMigrations(database: pg.ClientBase): Promise<string[]> {
  const found = await database.query("select to_regclass($1) is not null as there", [table]);
  if (!found.rows[0]?.there) return [];
  const known = new Set(readdirSync(directory).map((file) => basename(file, ".sql")));
  const { rows } = await database.query<{ name: string }>(`select name from ${table} order by id`);
  return rows.map(({ name }) => name).filter((name) => !known.has(name));
}

/**
 * Brings the schema to the newest version. Safe to call from several processes at once: the
 * migration library holds an advisory lock while it works, and the others wait for it.
 * @param count how many to apply at most, for a backup of an older schema; all by default
 * @returns names of the migrations that were applied now
 */
export async function migrate(databaseUrl: string, count?: number): Promise<string[]> {
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  const client = await connectPrimary(databaseUrl);
  try {
    const applied = await runner({
      dbClient: client,
      dir: directory,
      direction: "up",
      ...(count === undefined ? {} : { count }),
      migrationsTable: table,
      checkOrder: true,
      singleTransaction: true,
      // By itself it would give up when another process is at it.
      advisoryLockMode: "wait",
      logger: silent,
    });
    return applied.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}
