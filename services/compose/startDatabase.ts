import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EmbeddedPostgres } from "../../dev/postgres/EmbeddedPostgres.ts";
import { PostgresKeeper } from "../../dev/postgres/PostgresKeeper.ts";
import type { Config } from "../platform/config.ts";
import { freePort } from "../platform/freePort.ts";
import type { Logger } from "../platform/Logger.ts";
import { writeWhole } from "../platform/writeWhole.ts";
import { announce } from "./announce.ts";
import { describeStartFailure } from "./describeStartFailure.ts";
import type { Endings } from "./Endings.ts";

export const databaseName = "sello";

/**
 * The database that the settings name, or the embedded one, made ready to be started. Throws `StartError` when it
 * cannot be.
 * @returns starts it, and gives its URL
 */
export async function prepareDatabase(
  config: Config,
  logger: Logger,
  endings: Endings,
): Promise<() => Promise<string>> {
  const { databaseUrl } = config;
  if (databaseUrl !== null) return async () => databaseUrl;
  announce({ kind: "step", name: "database", detail: "embedded" });
  const server = embeddedPostgres(config, config.databasePort ?? (await freePort()));
  endings.add(() => server.stop());
  const isFirst = !existsSync(postgresDirectory(config));
  const { cluster, account } = await server.prepare();
  // An operator who deletes the folder without a reset should know that this is not all.
  if (isFirst && account && cluster !== postgresDirectory(config)) {
    const data = { cluster, account: account.name };
    announce({ kind: "notice", code: "database.elsewhere", data });
  }
  return async () => {
    await server.start();
    await server.ensureDatabase(databaseName);
    keep(server, config, logger, endings);
    return server.url(databaseName);
  };
}

function keep(server: EmbeddedPostgres, config: Config, logger: Logger, endings: Endings): void {
  const { loop } = new PostgresKeeper({
    server,
    logger,
    onTrouble: (error) =>
      announce({ kind: "notice", ...describeStartFailure(error, config.dataDirectory) }),
    onBack: () => announce({ kind: "notice", code: "database.back", data: {} }),
  });
  loop.start();
  endings.add(() => loop.stop());
}

/** Where the embedded database is, or the note that says where. */
export const postgresDirectory = ({ dataDirectory }: Config): string =>
  join(dataDirectory, "postgres");

/** The embedded server of these settings, which may be running or not. */
export const embeddedPostgres = (config: Config, port: number): EmbeddedPostgres =>
  new EmbeddedPostgres({
    directory: postgresDirectory(config),
    port,
    password: passwordOf(config),
    home: config.postgresHome,
    account: config.databaseAccount,
  });

// The server listens on loopback only; the password keeps other users of the machine out.
function passwordOf(config: Config): string {
  const file = join(config.dataDirectory, "keys", "database-password");
  const kept = existsSync(file) ? readFileSync(file, "utf8").trim() : "";
  if (kept !== "") return kept;
  const password = randomBytes(24).toString("base64url");
  writeWhole(file, password);
  return password;
}
