import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Database } from "../../../../services/platform/database/Database.ts";
import { startPostgres } from "../../../support/postgres.ts";

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
before(async () => {
  postgres = await startPostgres();
  ({ database } = await postgres.database());
  await database.query("create table altered (n int primary key)");
  await database.query("insert into altered values ($1)", [1]);
});
after(() => postgres?.stop());

const read = "select * from altered where n = $1";
const readInTransaction = () =>
  database.transaction(async (tx) => (await tx.query(read, [1])).rows[0]);

test("a newer edition may add columns while statements are prepared on many connections", async () => {
  const all = Array.from({ length: 8 }, () => readInTransaction());
  assert.deepEqual(new Set((await Promise.all(all)).map((row) => row?.n)), new Set([1]));
  await database.query("alter table altered add column later text");
  const inTransactions = Array.from({ length: 8 }, () => readInTransaction());
  for (const row of await Promise.all(inTransactions)) assert.deepEqual(row, { n: 1, later: null });
  await database.query("alter table altered add column latest text");
  const alone = Array.from({ length: 8 }, () => database.query(read, [1]));
  for (const { rows } of await Promise.all(alone))
    assert.deepEqual(rows, [{ n: 1, later: null, latest: null }]);
});
