import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { toHex } from "@sello/sdk";
import { isListable } from "../../support/anything/AnyRegistry.ts";
import { startPostgres } from "../../support/postgres.ts";
import { AnyCity } from "./AnyCity.ts";

// Whatever anybody can write through the contracts, readers represent or leave out with a reason: nothing throws, and
// all that is sound is in.
const seeds = process.env.SELLO_FUZZ_SEED
  ? [Number(process.env.SELLO_FUZZ_SEED)]
  : [1, 2, Math.floor(Math.random() * 2 ** 31)];

let postgres: Awaited<ReturnType<typeof startPostgres>>;
before(async () => {
  postgres = await startPostgres();
});
after(() => postgres.stop());

const open = async (seed: number) => AnyCity.open((await postgres.database()).database, seed);

for (const seed of seeds)
  test(`every reader takes what the contracts take (seed ${seed})`, async (t) => {
    t.diagnostic(`seed ${seed}`);
    const city = await open(seed);
    for (let block = 0; block < 12; block += 1) {
      await city.mine(() => city.anyEvent(), 25);
      await city.readAll();
    }
    const kept = await city.logEntries();
    assert.deepEqual(
      kept.map(({ batchRoot, count }) => ({ batchRoot, count: BigInt(count) })),
      city.log.appended,
    );
  });

test("a reader that starts later reads the same", async () => {
  const city = await open(7);
  await city.mine(() => city.anyEvent(), 200);
  const list = await city.readAll();
  assert.deepEqual([...(await city.again()).readAllIds].sort(), [...list].sort());
});

test("what has more facts than an entry holds is left out, with all below it", async () => {
  const city = await open(8);
  await city.mine(() => city.registry.register(true), 20);
  const [, big] = city.registry.authorities;
  assert.ok(big);
  const pile = city.registry.pile(big, 3_000);
  await city.mine(() => pile.shift() ?? assert.fail(), pile.length);
  const listed = await city.readAll();
  assert.ok(!listed.has(big.id));
  assert.ok(listed.size > 1);
});

test("a text that is no UTF-8 is kept as its bytes, and no two become one", async () => {
  const city = await open(9);
  await city.mine(() => city.registry.register(false), 60);
  const { rows } = await city.database.query<{ issuer: string }>(
    "select args->>'issuer' as issuer from chain_events order by block_number, log_index",
  );
  const kept = rows.map(({ issuer }) =>
    issuer.startsWith("bytes:") ? issuer.slice("bytes:".length) : toHex(Buffer.from(issuer)),
  );
  assert.deepEqual(
    kept,
    city.registry.authorities.map(({ issuer }) => toHex(issuer)),
  );
  assert.ok(city.registry.authorities.some((authority) => !isListable(authority, 1_024)));
});
