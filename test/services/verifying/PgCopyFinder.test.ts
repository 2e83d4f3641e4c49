import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { toAuthorityId } from "@sello/sdk";
import type { Database } from "../../../services/platform/database/Database.ts";
import { PgStatusPlaces } from "../../../services/status/PgStatusPlaces.ts";
import { PgCopyFinder } from "../../../services/verifying/PgCopyFinder.ts";
import { startPostgres } from "../../support/postgres.ts";
import { seedDocuments } from "../status/seedDocuments.ts";

describe("finding a copy by its JWT", () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  let database: Database;
  before(async () => {
    postgres = await startPostgres();
    ({ database } = await postgres.database());
    const places = new PgStatusPlaces(database);
    const authority = toAuthorityId("https://sello.example/authorities/housing");
    await seedDocuments({ database, places, authority, slug: "housing", count: 500, copies: 2 });
  });
  after(() => postgres.stop());

  test("each copy is found where it is, by the whole of its JWT", async () => {
    const finder = new PgCopyFinder(database);
    const { rows } = await database.query<{ jwt: string; stream_id: number; seq: string }>(
      "select jwt, stream_id, seq from copies order by random() limit 20",
    );
    for (const { jwt, stream_id: stream, seq } of rows) {
      assert.deepEqual(await finder.find(jwt), { stream, seq: Number(seq) });
      assert.equal(await finder.find(`${jwt}x`), null);
    }
    assert.equal(await finder.find(""), null);
  });

  test("the index is used", async () => {
    await database.query("analyze copies");
    const { rows } = await database.query<{ "QUERY PLAN": string }>(
      `explain select 1 from copies
       where hashtextextended(jwt, 0) = hashtextextended('a', 0) and jwt = 'a'`,
    );
    assert.match(rows.map((row) => row["QUERY PLAN"]).join("\n"), /copies_jwt/);
  });
});
