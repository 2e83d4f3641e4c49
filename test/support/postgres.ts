import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EmbeddedPostgres } from "../../dev/postgres/EmbeddedPostgres.ts";
import { Database } from "../../services/platform/database/Database.ts";
import { migrate } from "../../services/platform/database/migrate.ts";
import { freePort } from "../../services/platform/freePort.ts";

export { freePort };

/** A real PostgreSQL server for one test file; stop it in `after`. */
export async function startPostgres() {
  const directory = mkdtempSync(join(tmpdir(), "sello-test-pg-"));
  // Run by root, the server has an account of its own, which must be able to enter the folder.
  chmodSync(directory, 0o755);
  const server = new EmbeddedPostgres({
    directory: join(directory, "db"),
    port: await freePort(),
    password: "test",
  });
  await server.start();
  const open: Database[] = [];
  return {
    server,
    /** A migrated, empty database of its own. */
    async database(): Promise<{ database: Database; url: string }> {
      const name = `t${randomBytes(6).toString("hex")}`;
      await server.ensureDatabase(name);
      const url = server.url(name);
      await migrate(url);
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
