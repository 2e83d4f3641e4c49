import type { Database } from "../platform/database/Database.ts";
import type { Logger } from "../platform/Logger.ts";

/** What documents and checkpoints name forever; the first start decides, and later ones obey. */
export type DeploymentNames = { readonly publicUrl: string; readonly logOrigin: string };

/** Settles the names at the first start, and gives the settled ones at every later one. */
export async function settleDeployment(
  database: Database,
  wanted: DeploymentNames,
  logger: Logger,
): Promise<DeploymentNames> {
  await database.query(
    "insert into deployment (name, value) values ('names', $1) on conflict (name) do nothing",
    [JSON.stringify(wanted)],
  );
  const { rows } = await database.query<{ value: DeploymentNames }>(
    "select value from deployment where name = 'names'",
  );
  const settled = rows[0]?.value ?? wanted;
  if (settled.publicUrl !== wanted.publicUrl || settled.logOrigin !== wanted.logOrigin)
    logger.warn({ settled, wanted }, "names were settled at the first start and stay as they were");
  return settled;
}
