import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { requireKnownData } from "../../../services/compose/requireKnownData.ts";
import { Database } from "../../../services/platform/database/Database.ts";
import { migrate } from "../../../services/platform/database/migrate.ts";
import { startPostgres } from "../../support/postgres.ts";

/** Those before there were several deployments. */
const migrationsBefore = 12;

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let url = "";

before(async () => {
  postgres = await startPostgres();
  ({ database, url } = await postgres.database());
});
after(() => postgres.stop());

test("an empty database, and one of this version without contracts, are known", async () => {
  await postgres.server.ensureDatabase("empty");
  await requireKnownData(postgres.server.url("empty"));
  await requireKnownData(url);
});

test("an older schema is known, and brought up to date afterwards", async () => {
  await postgres.server.ensureDatabase("older");
  const older = postgres.server.url("older");
  await migrate(older, 3);
  await requireKnownData(older);
  assert.ok((await migrate(older)).length > 0);
});

test("contracts of another version are refused", async () => {
  await postgres.server.ensureDatabase("others");
  const others = postgres.server.url("others");
  await migrate(others, migrationsBefore);
  const old = new Database(others);
  await old.query("insert into deployment (name, value) values ('chain', $1)", [
    JSON.stringify({ chainId: 1, interfaces: { DocumentLog: "another" } }),
  ]);
  await assert.rejects(requireKnownData(others), { code: "chain.other_contracts" });
  await old.close();
});

test("a migration that this version does not know is refused by name", async () => {
  await database.query(
    "insert into schema_migrations (name, run_on) values ('9999_from_the_future', now())",
  );
  await assert.rejects(requireKnownData(url), {
    code: "data.newer",
    data: { migration: "9999_from_the_future" },
  });
});
