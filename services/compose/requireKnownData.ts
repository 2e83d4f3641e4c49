import type pg from "pg";
import { requireKnownContracts } from "../ledger/deployment/deployContracts.ts";
import { unknownMigrations } from "../platform/database/migrate.ts";
import { connectPrimary } from "../platform/database/servers/connectPrimary.ts";
import type { Queryable, Row } from "../platform/database/Transaction.ts";
import { StartError } from "../platform/errors.ts";

/**
 * Refuses what another version of the program made and this one cannot work with, before anything in it is changed.
 * Throws `StartError` (`data.newer`), `ChainError` (`chain.other_contracts`).
 */
export async function requireKnownData(databaseUrl: string): Promise<void> {
  const client = await connectPrimary(databaseUrl);
  try {
    const [unknown] = await unknownMigrations(client);
    if (unknown !== undefined) throw newer(unknown);
    await requireKnownContracts(toQueryable(client));
  } finally {
    await client.end();
  }
}

const toQueryable = (client: pg.Client): Queryable => ({
  async query<R extends Row>(text: string, values: readonly unknown[] = []) {
    const { rows, rowCount } = await client.query<R>(text, [...values]);
    return { rows, rowCount: rowCount ?? 0 };
  },
});

const newer = (migration: string): StartError =>
  new StartError(
    "data.newer",
    `This data was made by a newer version of Sello: its database has "${migration}", which this one does not know. Nothing was changed. Start it with the newer version, or use other data (--data FOLDER).`,
    { migration },
  );
