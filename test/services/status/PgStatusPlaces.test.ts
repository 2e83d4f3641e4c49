import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { toAuthorityId } from "@sello/sdk";
import { Database } from "../../../services/platform/database/Database.ts";
import { PgStatusPlaces } from "../../../services/status/PgStatusPlaces.ts";
import type { StatusPlace } from "../../../services/status/StatusPlaces.ts";
import { startPostgres } from "../../support/postgres.ts";

const housing = toAuthorityId("https://sello.example/authorities/housing");
const health = toAuthorityId("https://sello.example/authorities/health");

const keyOf = ({ list, index }: StatusPlace): string => `${list}:${index}`;
const distinct = (places: readonly StatusPlace[]): number => new Set(places.map(keyOf)).size;

describe("places in status lists", () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  before(async () => {
    postgres = await startPostgres();
  });
  after(() => postgres.stop());

  test("ten takers in processes' own pools never get the same place", async () => {
    const { url } = await postgres.database();
    const databases = Array.from({ length: 10 }, () => new Database(url, { connectionsMax: 1 }));
    const takes = databases.map(async (database) => {
      const places = new PgStatusPlaces(database);
      const taken: StatusPlace[] = [];
      for (let i = 0; i < 20; i += 1) taken.push(...(await places.take(housing, 1_000)));
      return taken;
    });
    const all = (await Promise.all(takes)).flat();
    await Promise.all(databases.map((database) => database.close()));
    assert.equal(all.length, 200_000);
    assert.equal(distinct(all), 200_000);
    const first = all.filter((place) => place.list === 0);
    assert.equal(first.length, 131_072, "the first list is used up before the second begins");
    assert.deepEqual(new Set(all.map((place) => place.list)), new Set([0, 1]));
  });

  test("a take that does not fit goes on in a new list", async () => {
    const { database } = await postgres.database();
    const places = new PgStatusPlaces(database, 100);
    const first = await places.take(housing, 70);
    const second = await places.take(housing, 70);
    const third = await places.take(housing, 250);
    const counts = [0, 1, 2, 3].map(
      (list) => [...first, ...second, ...third].filter((place) => place.list === list).length,
    );
    assert.deepEqual(counts, [100, 100, 100, 90]);
    assert.equal(distinct([...first, ...second, ...third]), 390);
    assert.ok(third.every((place) => place.index >= 0 && place.index < 100));
  });

  test("small lists under many takers: all lists full, none doubled", async () => {
    const { url } = await postgres.database();
    const databases = Array.from({ length: 8 }, () => new Database(url, { connectionsMax: 1 }));
    const all = await Promise.all(
      databases.map(async (database) => {
        const places = new PgStatusPlaces(database, 64);
        const taken: StatusPlace[] = [];
        for (let i = 0; i < 30; i += 1) taken.push(...(await places.take(health, 1 + (i % 50))));
        return taken;
      }),
    );
    await Promise.all(databases.map((database) => database.close()));
    const places = all.flat();
    assert.equal(distinct(places), places.length);
    const last = Math.max(...places.map((place) => place.list));
    for (let list = 0; list < last; list += 1) {
      assert.equal(places.filter((place) => place.list === list).length, 64, `list ${list}`);
    }
  });

  test("each authority has lists of its own; none taken, none made", async () => {
    const { database } = await postgres.database();
    const places = new PgStatusPlaces(database);
    assert.deepEqual(await places.take(housing, 0), []);
    const [ours, theirs] = [await places.take(housing, 5), await places.take(health, 5)];
    assert.ok([...ours, ...theirs].every((place) => place.list === 0));
    assert.notDeepEqual(ours, theirs);
    const { rows } = await database.query<{ n: number }>(
      "select count(*)::int as n from status_lists",
    );
    assert.equal(rows[0]?.n, 2);
  });

  test("the order taken tells nothing of the order of issue", async () => {
    const { database } = await postgres.database();
    const taken = await new PgStatusPlaces(database).take(housing, 20_000);
    const rising = taken.filter((place, i) => i > 0 && place.index > (taken[i - 1]?.index ?? 0));
    // Half of the steps rise: 10,000 ± 6 standard deviations of 41 (Eulerian: n/12).
    assert.ok(Math.abs(rising.length - 10_000) < 250, `${rising.length} rises`);
  });
});
