import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Hex } from "@sello/sdk";
import { packStatuses } from "@sello/sdk/issue";
import {
  emptyStatusHead,
  encodeStatusChanges,
  nextStatusHead,
  type StatusChange,
} from "@sello/sdk/log";
import type { ChainEvent } from "../../../services/ledger/Projection.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { ServiceError } from "../../../services/platform/errors.ts";
import { PgStatusWords } from "../../../services/status/PgStatusWords.ts";
import { StatusProjection } from "../../../services/status/StatusProjection.ts";
import { toListEntries } from "../../../services/status/toListEntries.ts";
import { startPostgres } from "../../support/postgres.ts";
import { idOf } from "./FakeRegistry.ts";

const owner = idOf("nanshan-housing");
const officer: Hex = `0x${"ab".repeat(20)}`;
const size = 131_072;

/** The events of a list, made as the contract makes them, one to a block. */
class Emitted {
  readonly events: ChainEvent[] = [];
  #head = emptyStatusHead;

  change(changes: readonly StatusChange[], list = 0n): ChainEvent {
    const blockNumber = BigInt(this.events.length + 1);
    const timestamp = 1_000n + blockNumber;
    const fact = { owner, list, acting: owner, officer, timestamp };
    const encoded = encodeStatusChanges(changes);
    this.#head = nextStatusHead(this.#head, { ...fact, changes: encoded });
    const event: ChainEvent = {
      contract: "StatusLists",
      name: "StatusChanged",
      args: {
        owner,
        acting: owner,
        officer,
        changes: encoded,
        head: this.#head,
        list: String(list),
        timestamp: String(timestamp),
      },
      blockNumber,
      logIndex: 0,
      blockTime: timestamp,
      transactionHash: `0x${"00".repeat(32)}`,
    };
    this.events.push(event);
    return event;
  }
}

describe("status projection", () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  let database: Database;
  let emitted: Emitted;
  const projection = new StatusProjection();
  before(async () => {
    postgres = await startPostgres();
    ({ database } = await postgres.database());
  });
  after(() => postgres.stop());
  beforeEach(async () => {
    await database.query("truncate status_words, status_heads");
    emitted = new Emitted();
  });

  const apply = (events: readonly ChainEvent[]) =>
    database.transaction((tx) => projection.apply(tx, events));
  const revertAfter = (block: bigint) =>
    database.transaction((tx) => projection.revertAfter(tx, block));
  const words = () => new PgStatusWords(database);
  const entries = async () => toListEntries(await words().words(owner, 0), size);
  const expected = (...changes: readonly StatusChange[]) => {
    const statuses = new Uint8Array(size);
    for (const { index, status } of changes) statuses[index] = status;
    return packStatuses(statuses, 2);
  };
  const refuses = (events: readonly ChainEvent[], code: string) =>
    assert.rejects(apply(events), (error) => error instanceof ServiceError && error.code === code);

  test("folds changes anywhere in a list, in one reading or in several", async () => {
    const [first, last] = [
      { index: 0, status: 1 },
      { index: size - 1, status: 2 },
    ];
    emitted.change([first, last, { index: 127, status: 2 }, { index: 128, status: 2 }]);
    emitted.change([{ index: 127, status: 0 }]);
    emitted.change([{ index: 128, status: 1 }]);
    await apply(emitted.events.slice(0, 2));
    await apply(emitted.events.slice(2));
    const whole = await entries();
    assert.deepEqual(whole, expected(first, last, { index: 128, status: 1 }));
    await revertAfter(0n);
    await apply(emitted.events);
    assert.deepEqual(await entries(), whole);
  });

  test("what comes after a revocation means nothing, and history does not tell of it", async () => {
    for (const status of [2, 1, 0, 2, 1]) emitted.change([{ index: 9, status }]);
    await apply(emitted.events);
    const history = await words().entryHistory(owner, 0, 9);
    assert.deepEqual(
      history.map(({ value, at }) => [value, at]),
      [
        [2, 1_001],
        [1, 1_002],
      ],
    );
    assert.deepEqual(await entries(), expected({ index: 9, status: 1 }));
    assert.equal(await words().version(owner, 0), String(emitted.events[4]?.args.head).slice(2));
  });

  test("blocks that were read before are read again without a trace", async () => {
    emitted.change([{ index: 1, status: 1 }]);
    emitted.change([{ index: 2, status: 1 }]);
    await apply(emitted.events);
    const once = await words().entryHistory(owner, 0, 2);
    await apply(emitted.events.slice(1));
    await apply(emitted.events);
    assert.deepEqual(await words().entryHistory(owner, 0, 2), once);
    assert.deepEqual(await entries(), expected({ index: 1, status: 1 }, { index: 2, status: 1 }));
  });

  test("a block taken back takes a revocation with it, and another one may come in its place", async () => {
    emitted.change([{ index: 1, status: 2 }]);
    await apply(emitted.events);
    const other = new Emitted();
    other.change([{ index: 1, status: 2 }]);
    other.change([{ index: 1, status: 0 }]);
    await apply([emitted.change([{ index: 1, status: 1 }])]);
    assert.deepEqual(await entries(), expected({ index: 1, status: 1 }));
    await revertAfter(1n);
    assert.deepEqual(await entries(), expected({ index: 1, status: 2 }));
    await apply(other.events.slice(1));
    assert.deepEqual(await entries(), expected());
  });

  test("an event that is missing, altered, or out of its turn stops everything", async () => {
    const [first, second, third] = [5, 6, 7].map((index) => emitted.change([{ index, status: 1 }]));
    assert.ok(first && second && third);
    await apply([first]);
    await refuses([third], "status.head");
    await refuses([third, second], "status.head");
    const altered = { ...second, args: { ...second.args, acting: idOf("city") } };
    await refuses([altered, third], "status.head");
    const changes = encodeStatusChanges([{ index: 6, status: 2 }]);
    await refuses([{ ...second, args: { ...second.args, changes } }], "status.head");
    assert.deepEqual(await entries(), expected({ index: 5, status: 1 }));
    await apply([second, third]);
  });

  test("what the contract would not have emitted is not an event", async () => {
    const good = emitted.change([{ index: 5, status: 1 }]);
    for (const changes of ["0x", "0x0001", "0x000007", "0x080001", "0x000005000005"])
      await refuses([{ ...good, args: { ...good.args, changes } }], "status.event");
  });

  test("a list in which no document can stand stops nobody", async () => {
    await apply([emitted.change([{ index: 5, status: 1 }], 2n ** 64n - 1n)]);
    assert.deepEqual(await words().lists(owner), []);
    assert.deepEqual(await entries(), expected());
  });
});
