import type { Config } from "../platform/config.ts";
import { Database } from "../platform/database/Database.ts";
import { importRights } from "../platform/database/importRights.ts";
import { apiRights, openNamedRole, openRole, type RoleRights } from "../platform/database/roles.ts";
import { serviceRights } from "../platform/database/serviceRights.ts";
import { StartError } from "../platform/errors.ts";
import type { Logger } from "../platform/Logger.ts";
import type { SealedKeys } from "../signing/SealedKeys.ts";
import { SealingKeyFile } from "../signing/SealingKeyFile.ts";
import { openKeys } from "./composeIssuing.ts";

/** What each process opens the database with. */
export type Logins = {
  /** The process with the keys. */
  readonly service: string;
  /** Null where another process has the role `api`. */
  readonly api: string | null;
  readonly importing: string;
};

/**
 * Gives each process a login with its rights, as the owner of the database, whom nobody uses after that.
 * @param ownerUrl whose account may make roles; or named logins are given what they need
 */
export async function openLogins(
  config: Config,
  ownerUrl: string,
  logger: Logger,
): Promise<Logins> {
  const owner = new Database(ownerUrl, { connectionsMax: 2, name: "sello-owner", logger });
  try {
    const keys = await openKeys(owner, new SealingKeyFile(config), null);
    const open = async (named: string | null, purpose: string, rights: RoleRights) =>
      named === null
        ? openRole(owner, ownerUrl, await keys.secretFor(purpose), rights)
        : openNamedRole(owner, named, rights);
    return {
      service: await openService(owner, ownerUrl, keys, logger),
      api: config.roles.includes("api")
        ? await open(config.apiDatabaseUrl, "database-api", apiRights)
        : null,
      importing: await open(config.importDatabaseUrl, "database-import", importRights),
    };
  } finally {
    await owner.close();
  }
}

/** An owner that may not make roles goes on itself, and the log says so: the other two have to be apart, this one should. */
async function openService(
  owner: Database,
  ownerUrl: string,
  keys: SealedKeys,
  logger: Logger,
): Promise<string> {
  try {
    const secret = await keys.secretFor("database-service");
    return await openRole(owner, ownerUrl, secret, await serviceRights(owner));
  } catch (error) {
    if (!(error instanceof StartError) || error.code !== "database.no_roles") throw error;
    logger.warn(
      { role: error.data.role },
      "the account of DATABASE_URL may not make roles; the service goes on as the owner of its tables",
    );
    return ownerUrl;
  }
}
