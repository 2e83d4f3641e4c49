import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EmbeddedPostgres } from "../../dev/postgres/EmbeddedPostgres.ts";
import { PostgresKeeper } from "../../dev/postgres/PostgresKeeper.ts";
import type { Config } from "../platform/config.ts";
import { migrate } from "../platform/database/migrate.ts";
import { freePort } from "../platform/freePort.ts";
import type { Logger } from "../platform/Logger.ts";
import { announce } from "./announce.ts";

export const databaseName = "sello";

export type StartedDatabase = { readonly url: string; stop(): Promise<void> };

/** The database that the settings name, or the embedded one; brought to the newest schema. */
export async function startDatabase(config: Config, logger: Logger): Promise<StartedDatabase> {
  const started = config.databaseUrl
    ? { url: config.databaseUrl, stop: async () => {} }
    : await startEmbedded(config, logger);
  announce({ kind: "step", name: "schema" });
  await migrate(started.url);
  return started;
}

async function startEmbedded(config: Config, logger: Logger): Promise<StartedDatabase> {
  announce({ kind: "step", name: "database", detail: "PostgreSQL, embedded" });
  // The server may run as another account, which must be able to enter; what is secret is closed by itself.
  mkdirSync(config.dataDirectory, { recursive: true, mode: 0o755 });
  const server = embeddedPostgres(config, config.databasePort ?? (await freePort()));
  await server.start();
  await server.ensureDatabase(databaseName);
  const keeper = new PostgresKeeper({ server, logger });
  keeper.loop.start();
  return {
    url: server.url(databaseName),
    async stop() {
      await keeper.loop.stop();
      await server.stop();
    },
  };
}

/** The embedded server of these settings, which may be running or not. */
export const embeddedPostgres = (config: Config, port: number): EmbeddedPostgres =>
  new EmbeddedPostgres({
    directory: join(config.dataDirectory, "postgres"),
    port,
    password: passwordOf(config),
  });

// The server listens on loopback only; the password keeps other users of the machine out.
function passwordOf(config: Config): string {
  const file = join(config.dataDirectory, "keys", "database-password");
  mkdirSync(join(config.dataDirectory, "keys"), { recursive: true, mode: 0o700 });
  if (!existsSync(file))
    writeFileSync(file, randomBytes(24).toString("base64url"), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}
