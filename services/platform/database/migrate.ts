import { fileURLToPath } from "node:url";
import { runner } from "node-pg-migrate";

const directory = fileURLToPath(new URL("./migrations", import.meta.url));

/**
 * Brings the schema to the newest version. Safe to call from several processes at once: the
 * migration library holds an advisory lock while it works, and the others wait for it.
 * @param count how many to apply at most, for a backup of an older schema; all by default
 * @returns names of the migrations that were applied now
 */
export async function migrate(databaseUrl: string, count?: number): Promise<string[]> {
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  const applied = await runner({
    databaseUrl,
    dir: directory,
    direction: "up",
    ...(count === undefined ? {} : { count }),
    migrationsTable: "schema_migrations",
    checkOrder: true,
    singleTransaction: true,
    // By itself it would give up when another process is at it.
    advisoryLockMode: "wait",
    logger: silent,
  });
  return applied.map((migration) => migration.name);
}
