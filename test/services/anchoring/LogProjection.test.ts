import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { toHex } from "@sello/sdk";
import type { ChainEvent } from "../../../services/ledger/Projection.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { startPostgres } from "../../support/postgres.ts";
import { anchoringOf, issue, makeStream, reset } from "./fixture.ts";

describe("LogProjection", () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  let database: Database;
  let parts: ReturnType<typeof anchoringOf>;
  before(async () => {
    postgres = await startPostgres();
    ({ database } = await postgres.database());
  });
  after(() => postgres.stop());
  beforeEach(async () => {
    await reset(database);
    parts = anchoringOf(database);
  });

  const count = async (table: string) =>
    Number((await database.query(`select count(*) from ${table}`)).rows[0]?.count);

  const anchor = async (name: string, batches: number) => {
    const stream = await makeStream(database, name);
    await issue(database, stream, batches);
    const batcher = parts.batcher({ batchDocuments: 1 });
    for (let i = 0; i < batches; i += 1) await batcher.round();
    return stream;
  };

  test("keeps every entry and the complete subtrees, whatever comes at once", async () => {
    await anchor("nanshan", 7);
    const events = await parts.chain.settle();
    await parts.chain.index(events.slice(0, 2));
    await parts.chain.index(events.slice(2, 3));
    await parts.chain.index([]);
    await parts.chain.index(events.slice(3));
    assert.equal(await count("log_entries"), 7);
    assert.equal(await count("log_nodes"), 7 + 3 + 1);
    const head = await parts.log.head();
    assert.equal(head.size, 7);
    assert.equal(toHex(head.root), events.at(-1)?.args.logRoot);
    const entries = await parts.reader.entries(5, 10);
    assert.deepEqual(
      entries.map(({ index, count: documents, logRoot }) => ({ index, documents, logRoot })),
      [5, 6].map((index) => ({ index, documents: 1, logRoot: events[index]?.args.logRoot })),
    );
  });

  const altered = (event: ChainEvent | undefined, args: Record<string, unknown>): ChainEvent => {
    assert.ok(event);
    return { ...event, args: { ...event.args, ...args } };
  };

  test("applies nothing of what contradicts the log", async () => {
    await anchor("nanshan", 3);
    const [first, second, third] = await parts.chain.settle();
    assert.ok(first && second && third);
    const zero = `0x${"00".repeat(32)}`;
    const cases: [ChainEvent[], string][] = [
      [[second], "log.index"],
      [[first, first], "log.index"],
      [[first, altered(second, { logRoot: zero })], "log.root"],
      [[altered(first, { count: "2" })], "log.root"],
      [[altered(first, { batchRoot: zero })], "log.root"],
      [[altered(first, { authority: zero })], "log.root"],
      [[altered(first, { anchoredAt: "1" })], "log.root"],
      [[altered(first, { index: "-1" })], "log.event"],
      [[altered(first, { count: 1 })], "log.event"],
      [[altered(first, { logRoot: "0x00" })], "log.event"],
    ];
    for (const [events, code] of cases) {
      await assert.rejects(parts.chain.index(events), { code });
      assert.equal(await count("log_entries"), 0);
    }
    await parts.chain.index([first]);
    await database.query("delete from log_nodes");
    await assert.rejects(parts.chain.index([second]), { code: "log.nodes" });
  });

  test("leaves a batch alone whose root was appended under other terms", async () => {
    const stream = await anchor("nanshan", 1);
    const [event] = await parts.chain.settle();
    assert.ok(event);
    const other = await makeStream(database, "other");
    const root = event.args.batchRoot as `0x${string}`;
    const second = anchoringOf(database);
    await second.chain.index([
      second.chain.foreign({ ...stream, root, count: 2 }),
      second.chain.foreign({ ...other, root, count: 1 }),
    ]);
    const { rows } = await database.query("select state from batches");
    assert.deepEqual(rows, [{ state: "closed" }]);
    const [unheard, ...more] = await parts.report.contradictions();
    assert.match(unheard ?? "", /no event names the batch/);
    assert.deepEqual(more, []);
  });

  test("takes back what a reorganisation took back, for any size", async () => {
    await anchor("nanshan", 11);
    await parts.chain.mine();
    for (const size of [10, 8, 5, 4, 0]) {
      await parts.chain.reorganise(size);
      assert.equal((await parts.log.head()).size, size);
      const { rows } = await database.query(
        "select count(*) filter (where state = 'anchored') as anchored, count(*) from batches",
      );
      assert.deepEqual(rows, [{ anchored: String(size), count: "11" }]);
      const nodes = Array.from({ length: 5 }, (_, level) => Math.floor(size / 2 ** level));
      assert.equal(
        await count("log_nodes"),
        nodes.reduce((sum, each) => sum + each, 0),
      );
      await parts.chain.mine();
      assert.equal((await parts.log.head()).size, 11);
    }
    assert.deepEqual(await parts.report.contradictions(), []);
  });

  test("an append that is mined without its event is reported, as is one reverted unheard", async () => {
    await anchor("nanshan", 2);
    const events = await parts.chain.settle();
    assert.deepEqual(await parts.report.contradictions(), []);
    await parts.chain.index(events.slice(0, 1));
    assert.equal((await parts.report.contradictions()).length, 1);
    await parts.chain.index(events.slice(1));
    assert.deepEqual(await parts.report.contradictions(), []);
    await anchor("longhua", 1);
    await database.query("update chain_transactions set state = 'reverted' where state = 'signed'");
    assert.equal((await parts.report.contradictions()).length, 1);
  });
});
