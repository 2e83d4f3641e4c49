import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { EmbeddedPostgres } from "../../dev/postgres/EmbeddedPostgres.ts";
import { Database } from "../../services/platform/database/Database.ts";
import { migrate } from "../../services/platform/database/migrate.ts";
import type { StartError } from "../../services/platform/errors.ts";
import { freePort } from "../../services/platform/freePort.ts";
import { copyFolder, madeOnce } from "./madeOnce.ts";

export { freePort };

/** A database that has the schema and no rows; others are copies of it. */
const template = "migrated";

/** On a port that is free: between looking and taking it, another test may take it. */
async function startServer(directory: string, tries = 5): Promise<EmbeddedPostgres> {
  const server = new EmbeddedPostgres({ directory, port: await freePort(), password: "test" });
  try {
    await server.start();
    return server;
  } catch (error) {
    if ((error as StartError).code !== "port.taken" || tries === 1) throw error;
    return startServer(directory, tries - 1);
  }
}

/** A real PostgreSQL server for one test file; stop it in `after`. */
export async function startPostgres() {
  const directory = mkdtempSync(join(tmpdir(), "sello-test-pg-"));
  // Run by root, the server has an account of its own, which must be able to enter the folder.
  chmodSync(directory, 0o755);
  const cluster = join(directory, "db");
  const kept = await madeOnce("postgres", makeCluster);
  if (kept !== null) await copyFolder(join(kept, "db"), cluster);
  const server = await startServer(cluster);
  if (kept === null) await forgetAtPowerLoss(server);
  const open: Database[] = [];
  return {
    server,
    /** A migrated, empty database of its own. */
    async database(): Promise<{ database: Database; url: string }> {
      const name = `t${randomBytes(6).toString("hex")}`;
      const url = server.url(name);
      if (kept === null) {
        await server.ensureDatabase(name);
        await migrate(url);
      } else await execute(server, `create database ${name} template ${template}`);
      const database = new Database(url);
      open.push(database);
      return { database, url };
    },
    async stop(): Promise<void> {
      await Promise.all(open.map((database) => database.close()));
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function makeCluster(folder: string): Promise<void> {
  const cluster = join(folder, "db");
  const server = await startServer(cluster);
  try {
    // Placed elsewhere, it cannot be copied (dev/postgres/placeServer.ts).
    if (!existsSync(join(cluster, "PG_VERSION"))) throw new Error("not in its folder");
    await forgetAtPowerLoss(server);
    await server.ensureDatabase(template);
    await migrate(server.url(template));
  } finally {
    await server.stop();
  }
}

/** Nobody needs these rows after the test: waiting for the disk is most of its time on some machines. */
async function forgetAtPowerLoss(server: EmbeddedPostgres): Promise<void> {
  await execute(server, "alter system set fsync = off");
  await execute(server, "select pg_reload_conf()");
}

async function execute(server: EmbeddedPostgres, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.url("postgres") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
