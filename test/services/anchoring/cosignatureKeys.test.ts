import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { formatNoteSignature } from "@sello/sdk/log";
import pg from "pg";
import { migrate } from "../../../services/platform/database/migrate.ts";
import { makeNoteSigner } from "../../support/keys.ts";
import { startPostgres } from "../../support/postgres.ts";

let postgres: Awaited<ReturnType<typeof startPostgres>>;
before(async () => {
  postgres = await startPostgres();
});
after(() => postgres.stop());

test("cosignatures that were stored before keys were told apart get the key that they name", async () => {
  await postgres.server.ensureDatabase("before");
  const url = postgres.server.url("before");
  const names = await migrate(url, 5);
  assert.equal(names.at(-1), "0050_imports");
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // Key ids beyond 2^31 as well.
  const keys = ["a", "b", "c", "d", "e", "f"].map((name) => makeNoteSigner(name, 4).key);
  assert.ok(
    keys.some(({ keyId }) => keyId >= 2 ** 31) && keys.some(({ keyId }) => keyId < 2 ** 31),
  );
  await client.query("insert into checkpoints (size, root, note) values (7, '', '')");
  for (const { name, keyId } of keys) {
    const line = formatNoteSignature({ name, keyId, signature: new Uint8Array(72).fill(keyId) });
    await client.query(
      "insert into checkpoint_cosignatures (size, witness, line) values (7, $1, $2)",
      [name, line],
    );
  }
  assert.deepEqual(await migrate(url, 1), ["0060_cosignature_keys"]);
  const { rows } = await client.query(
    "select witness, key_id::text, type from checkpoint_cosignatures order by witness",
  );
  await client.end();
  assert.deepEqual(
    rows,
    keys.map(({ name, keyId }) => ({ witness: name, key_id: String(keyId), type: 4 })),
  );
});
