import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { toAuthorityId } from "@sello/sdk";
import type { Database } from "../../../services/platform/database/Database.ts";
import { PgStatusPlaces } from "../../../services/status/PgStatusPlaces.ts";
import { PgCopyFinder } from "../../../services/verifying/PgCopyFinder.ts";
import { startPostgres } from "../../support/postgres.ts";
import { seedDocuments } from "../status/seedDocuments.ts";

describe("finding a copy by what it says", () => {
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

  test("each copy is found where it is, by its place and the whole of its JWT", async () => {
    const finder = new PgCopyFinder(database);
    const { rows } = await database.query<{
      jwt: string;
      stream: number;
      seq: string;
      list: number;
      index: number;
    }>(
      `select 'jwt ' || document_id || copy_number as jwt, stream_id as stream, seq, status_list as list,
         status_index as index
       from copies order by random() limit 20`,
    );
    for (const { jwt, stream, seq, list, index } of rows) {
      const place = { slug: "housing", list, index };
      assert.deepEqual(await finder.find(jwt, place), { stream, seq: Number(seq) });
      assert.equal(await finder.find(`${jwt}x`, place), null);
      assert.equal(await finder.find(jwt, { ...place, slug: "police" }), null);
      assert.equal(await finder.find(jwt, { ...place, index: index + 1 }), null);
    }
  });

  test("the index is used", async () => {
    await database.query("analyze copies");
    const { rows } = await database.query<{ "QUERY PLAN": string }>(
      `explain select c.seq from streams s
       join copies c on c.stream_id = s.id and c.status_list = 0 and c.status_index = 5
       where s.authority = 'housing' and c.leaf = sha256('a')`,
    );
    assert.match(
      rows.map((row) => row["QUERY PLAN"]).join("\n"),
      /copies_\d_stream_id_status_list/,
    );
  });
});
