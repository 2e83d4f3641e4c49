import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import type { EvmContracts } from "../../../../services/ledger/evm/EvmContracts.ts";
import { EvmLedger } from "../../../../services/ledger/evm/EvmLedger.ts";
import { Indexer } from "../../../../services/ledger/indexer/Indexer.ts";
import type { PgJournal } from "../../../../services/ledger/journal/PgJournal.ts";
import { PgSession } from "../../../../services/ledger/journal/PgSession.ts";
import type { ChainEvent, Projection } from "../../../../services/ledger/Projection.ts";
import type { Database } from "../../../../services/platform/database/Database.ts";
import { ServiceError } from "../../../../services/platform/errors.ts";
import { silentLogger } from "../../../../services/platform/Logger.ts";
import {
  deployTestContracts,
  enqueueAppend,
  startExternal,
  startSender,
  testCityId,
  until,
  untilSettled,
} from "../../../support/chain.ts";
import { startPostgres } from "../../../support/postgres.ts";

/** What a projection was told, taken back where it was told to. */
class Told implements Projection {
  readonly name = "told";
  events: ChainEvent[] = [];
  readonly reverted: bigint[] = [];
  refusal: Error | null = null;

  async apply(_: unknown, events: readonly ChainEvent[]): Promise<void> {
    if (this.refusal !== null) throw this.refusal;
    this.events.push(...events);
  }

  async revertAfter(_: unknown, blockNumber: bigint): Promise<void> {
    this.reverted.push(blockNumber);
    this.events = this.events.filter((event) => event.blockNumber <= blockNumber);
  }

  get batchRoots(): number[] {
    return this.events
      .filter(({ name }) => name === "BatchAppended")
      .map(({ args }) => Number(args.batchRoot));
  }
}

describe("the indexer", () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  let external: Awaited<ReturnType<typeof startExternal>>;
  let sender: Awaited<ReturnType<typeof startSender>>;
  let database: Database;
  let contracts: EvmContracts;
  let journal: PgJournal;
  let urls: readonly string[] = [];
  let running: Awaited<ReturnType<typeof start>>;
  const told = new Told();

  async function start(
    options: { projection?: Told; database?: Database; firstBlock?: bigint } = {},
  ) {
    const { projection = told, firstBlock = 1n } = options;
    const db = options.database ?? database;
    const session = new PgSession({ pool: db.pool, logger: silentLogger });
    const { chain } = sender;
    const projections = [projection];
    const parts = { database: db, chain, contracts, session, projections, firstBlock };
    const indexer = new Indexer({ ...parts, logger: silentLogger });
    indexer.loop.start();
    const stop = async () => {
      await indexer.loop.stop();
      await session.close();
    };
    return { indexer, session, stop };
  }
  const append = async (root: number) => {
    const { id } = await enqueueAppend(database, journal, root);
    const row = await untilSettled(database, id);
    return { id, ...row };
  };
  const hasCaughtUp = () =>
    until(async () => {
      const head = await sender.chain.blockNumber();
      const { rows } = await database.query<{ block_number: string }>(
        "select block_number from chain_cursor",
      );
      return rows[0]?.block_number === String(head);
    });
  const contradiction = async () => {
    const ledger = new EvmLedger({
      database,
      chain: sender.chain,
      description: contracts.description,
    });
    return (await ledger.health()).contradiction;
  };
  const mineBlocks = (count: number) => external.rpc("anvil_mine", `0x${count.toString(16)}`);

  before(async () => {
    [postgres, external] = await Promise.all([startPostgres(), startExternal()]);
    urls = [external.url];
    ({ database } = await postgres.database());
    sender = await startSender(database, () => urls);
    ({ contracts, journal } = await deployTestContracts(database, sender.chain));
    running = await start();
  });
  after(async () => {
    await running.stop();
    await sender.stop();
    await external.stop();
    await postgres.stop();
  });

  it("reads the contracts' events from the beginning, decoded, in order", async () => {
    await append(1);
    external.pause(true);
    await hasCaughtUp();
    const { rows } = await database.query<{ name: string; args: Record<string, unknown> }>(
      "select name, args from chain_events order by block_number, log_index",
    );
    assert.deepEqual(
      told.events.map(({ name, args }) => ({ name, args })),
      rows,
    );
    const last = told.events.at(-1);
    assert.equal(last?.contract, "DocumentLog");
    assert.equal(last?.name, "BatchAppended");
    assert.equal(last?.args.authority, testCityId);
    assert.equal(last?.args.count, "1");
    assert.equal(last?.args.anchoredAt, String(last?.blockTime));
    external.pause(false);
  });

  it("tells every process that it moved", async () => {
    const other = new PgSession({ pool: database.pool, logger: silentLogger });
    const heard: (bigint | null)[] = [];
    other.listen("sello_indexed", (block) => heard.push(block === null ? null : BigInt(block)));
    await until(async () => heard.length > 0);
    const { block_number } = await append(2);
    await until(async () => heard.some((block) => block !== null && block >= BigInt(block_number)));
    await other.close();
  });

  it("applies each event once with two at work, through restarts", async () => {
    const second = await start();
    for (let root = 3; root < 9; root += 1) {
      await append(root);
      if (root === 5) await running.stop();
      if (root === 7) {
        running = await start();
        await second.stop();
      }
    }
    await hasCaughtUp();
    await until(async () => told.batchRoots.length >= 8);
    assert.deepEqual(told.batchRoots, [1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it("begins anywhere: an empty database reads the whole chain, far from its head in long ranges", async () => {
    external.pause(true);
    await mineBlocks(400);
    const fresh = await postgres.database();
    const projection = new Told();
    const other = await start({ database: fresh.database, projection });
    await until(async () => projection.batchRoots.length === 8);
    assert.deepEqual(projection.events, told.events);
    const late = await postgres.database();
    const from = projection.events.at(-1)?.blockNumber ?? 0n;
    const lateTold = new Told();
    const third = await start({ database: late.database, projection: lateTold, firstBlock: from });
    await until(async () => lateTold.batchRoots.length === 1);
    assert.deepEqual(lateTold.batchRoots, [8]);
    await Promise.all([other.stop(), third.stop()]);
    external.pause(false);
    await hasCaughtUp();
  });

  it("waits while the chain is down or behind, without a word", async () => {
    external.pause(true);
    await hasCaughtUp();
    urls = [];
    await delay(50);
    urls = [external.url];
    const snapshot = await external.rpc("evm_snapshot");
    await mineBlocks(5);
    await hasCaughtUp();
    await external.rpc("evm_revert", snapshot);
    await delay(600);
    assert.equal(await contradiction(), null);
    assert.deepEqual(told.reverted, []);
  });

  it("follows a short reorganisation: takes back, applies again, and has lost transactions mined again", async () => {
    const snapshot = await external.rpc("evm_snapshot");
    external.pause(false);
    const lost = await append(9);
    await until(async () => told.batchRoots.includes(9));
    external.pause(true);
    await hasCaughtUp();
    await sender.sender.loop.stop();
    told.reverted.length = 0;
    await external.rpc("evm_revert", snapshot);
    // The other branch differs from its first block on, and is longer.
    await external.rpc("evm_increaseTime", 5);
    await mineBlocks(40);
    await until(async () => told.reverted.length > 0);
    assert.ok(!told.batchRoots.includes(9));
    await hasCaughtUp();
    const { rows } = await database.query<{ state: string; heard: boolean }>(
      "select state, heard from chain_transactions where id = $1",
      [lost.id],
    );
    assert.deepEqual(rows, [{ state: "signed", heard: false }]);
    await sender.stop();
    sender = await startSender(database, () => urls);
    external.pause(false);
    const again = await untilSettled(database, lost.id);
    assert.equal(again.state, "mined");
    assert.notEqual(again.block_number, lost.block_number);
    await until(async () => told.batchRoots.includes(9));
    assert.equal(told.batchRoots.filter((root) => root === 9).length, 1);
    assert.equal(await contradiction(), null);
  });

  it("says so, and stops, when a projection finds an event impossible", async () => {
    told.refusal = new ServiceError(500, "log.index", "out of order");
    await append(10);
    const text = await until(contradiction);
    assert.match(text, /indexer: .*log\.index/);
    assert.ok(!told.batchRoots.includes(10));
    told.refusal = null;
    await until(async () => told.batchRoots.includes(10));
    await until(async () => (await contradiction()) === null);
  });

  it("says so, and never guesses, when the chain contradicts what was read", async () => {
    external.pause(true);
    await hasCaughtUp();
    const events = told.events.length;
    const snapshot = await external.rpc("evm_snapshot");
    await mineBlocks(70);
    await hasCaughtUp();
    await external.rpc("evm_revert", snapshot);
    const behind = await until(contradiction);
    assert.match(
      behind,
      /indexer: the chain ends at block \d+, but events were read up to block \d+/,
    );
    await external.rpc("evm_increaseTime", 5);
    await mineBlocks(80);
    const other = await until(async () => {
      const text = await contradiction();
      return text?.includes("on the chain") ? text : null;
    });
    assert.match(other, /indexer: block \d+ was 0x[0-9a-f]{64} and is 0x[0-9a-f]{64} on the chain/);
    assert.equal(told.events.length, events);
    const { rows } = await database.query("select 1 from chain_events");
    assert.equal(rows.length, events);
  });
});
