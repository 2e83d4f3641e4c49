import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { after, before, test } from "node:test";
import { PgPublicFigures } from "../../../services/operations/PgPublicFigures.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { limits } from "../../../services/platform/limits.ts";
import { startPostgres } from "../../support/postgres.ts";

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
before(async () => {
  postgres = await startPostgres();
  ({ database } = await postgres.database());
});
after(() => postgres.stop());

const append = (index: number, count: number, fork = "") =>
  database.query(
    `insert into log_entries (index, authority_id, document_type_id, batch_root, count, anchored_at,
       log_root, block_number, transaction_hash)
     values ($1, '\\x01', '\\x02', $2, $3, 0, $2, 1, '\\x03')`,
    [index, hash("sha256", `${index} ${fork}`, "buffer"), count],
  );

test("counts on from where it was, and again when the log went back", async () => {
  let nowMs = 0;
  const figures = new PgPublicFigures(database, { nowMs: () => nowMs });
  const next = () => {
    nowMs += limits.figuresAgeMs;
    return figures.current();
  };
  assert.deepEqual(await next(), { documents: 0, logSize: 0 });
  await append(0, 5);
  await append(1, 7);
  assert.deepEqual(await next(), { documents: 12, logSize: 2 });
  assert.deepEqual(await next(), { documents: 12, logSize: 2 });
  await append(2, 1);
  assert.deepEqual(await figures.current(), { documents: 12, logSize: 2 });
  assert.deepEqual(await next(), { documents: 13, logSize: 3 });
  // A reorganisation: the last two are gone, then others are in their place.
  await database.query("delete from log_entries where index >= 1");
  assert.deepEqual(await next(), { documents: 5, logSize: 1 });
  await append(1, 7);
  await append(2, 1);
  assert.deepEqual(await next(), { documents: 13, logSize: 3 });
  await database.query("delete from log_entries where index >= 2");
  await append(2, 100, "other");
  await append(3, 1, "other");
  assert.deepEqual(await next(), { documents: 113, logSize: 4 });
  await database.query("delete from log_entries");
  assert.deepEqual(await next(), { documents: 0, logSize: 0 });
});
