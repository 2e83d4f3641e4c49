import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EmbeddedPostgres } from "../../dev/postgres/EmbeddedPostgres.ts";
import { PostgresKeeper } from "../../dev/postgres/PostgresKeeper.ts";
import type { Config } from "../platform/config.ts";
import { migrate } from "../platform/database/migrate.ts";
import { freePort } from "../platform/freePort.ts";
import type { Logger } from "../platform/Logger.ts";
import { writeWhole } from "../platform/writeWhole.ts";
import { announce } from "./announce.ts";
import { describeStartFailure } from "./describeStartFailure.ts";
import type { Endings } from "./Endings.ts";
import { requireKnownData } from "./requireKnownData.ts";

export const databaseName = "sello";

/**
 * The database that the settings name, or the embedded one; brought to the newest schema, unless another version
 * of the program made what is in it.
 * @returns its URL
 */
export async function startDatabase(
  config: Config,
  logger: Logger,
  endings: Endings,
): Promise<string> {
  const url = config.databaseUrl ?? (await startEmbedded(config, logger, endings));
  announce({ kind: "step", name: "schema" });
  await requireKnownData(url);
  await migrate(url);
  return url;
}

async function startEmbedded(config: Config, logger: Logger, endings: Endings): Promise<string> {
  announce({ kind: "step", name: "database", detail: "embedded" });
  const server = embeddedPostgres(config, config.databasePort ?? (await freePort()));
  endings.add(() => server.stop());
  await server.start();
  await server.ensureDatabase(databaseName);
  const keeper = new PostgresKeeper({
    server,
    logger,
    onTrouble: (error) =>
      announce({ kind: "notice", ...describeStartFailure(error, config.dataDirectory) }),
    onBack: () => announce({ kind: "notice", code: "database.back", data: {} }),
  });
  keeper.start();
  endings.add(() => keeper.stop());
  return server.url(databaseName);
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
