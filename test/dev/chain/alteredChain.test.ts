import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { encodeFunctionData, type Hex } from "viem";
import { AnvilRpc, call } from "../../../dev/chain/AnvilRpc.ts";
import { Random } from "../../../scripts/fuzz/Random.ts";
import { contractAbis } from "../../../services/ledger/evm/contractAbis.ts";
import type { EvmContracts } from "../../../services/ledger/evm/EvmContracts.ts";
import { Indexer } from "../../../services/ledger/indexer/Indexer.ts";
import type { PgJournal } from "../../../services/ledger/journal/PgJournal.ts";
import type { ChainEvent, Projection } from "../../../services/ledger/Projection.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { silentLogger } from "../../../services/platform/Logger.ts";
import {
  deployTestContracts,
  enqueueAppend,
  makeDirectory,
  startEmbedded,
  testAccounts,
  testCityId,
  testTypeId,
  until,
  untilSettled,
} from "../../support/chain.ts";
import { startPostgres } from "../../support/postgres.ts";

const seed = Number(process.env.SELLO_FUZZ_SEED ?? Date.now() % 100_000);
const random = new Random(seed);
const forgedRoot: Hex = `0x${"f".repeat(64)}`;

/** Everything that the node's own socket lets its account do to a chain. */
const attacks: Readonly<Record<string, (rpc: AnvilRpc, log: Hex) => Promise<unknown>>> = {
  "an entry forged in the anchor's name": async (rpc, log) => {
    await forge(rpc, log);
    await rpc.request(call("evm_mine"), 5_000);
  },
  "a forged entry that waits": forge,
  "an empty block": (rpc) => rpc.request(call("evm_mine"), 5_000),
  "many blocks": (rpc) => rpc.request(call("anvil_mine", "0x30"), 5_000),
  "other code in the log's contract": (rpc, log) =>
    rpc.request(call("anvil_setCode", log, "0x60016000a060006000f3"), 5_000),
  "another root in the log's storage": (rpc, log) =>
    rpc.request(call("anvil_setStorageAt", log, "0x0", forgedRoot), 5_000),
  "another nonce of the anchor": (rpc) =>
    rpc.request(call("anvil_setNonce", testAccounts.anchor.address, "0x99"), 5_000),
  "a block taken back": (rpc) => rpc.request(call("anvil_rollback", 1), 5_000),
  "a clock turned ahead": (rpc) => rpc.request(call("evm_increaseTime", "0x9999"), 5_000),
  "another base fee": (rpc) => rpc.request(call("anvil_setNextBlockBaseFeePerGas", "0x9"), 5_000),
  "another miner": (rpc) =>
    rpc.request(call("anvil_setCoinbase", testAccounts.relay.address), 5_000),
  "another gas limit": (rpc) => rpc.request(call("evm_setBlockGasLimit", "0x989680"), 5_000),
  "blocks by themselves": (rpc) => rpc.request(call("evm_setAutomine", true), 5_000),
  "a node without a chain": (rpc) => rpc.request(call("anvil_reset"), 5_000),
};

async function forge(rpc: AnvilRpc, log: Hex): Promise<void> {
  const from = testAccounts.anchor.address;
  await rpc.request(call("anvil_impersonateAccount", from), 5_000);
  const data = encodeFunctionData({
    abi: contractAbis.DocumentLog,
    functionName: "append",
    args: [testCityId, testTypeId, forgedRoot, 7n],
  });
  await rpc.request(
    call("eth_sendTransaction", { from, to: log, data, gas: "0xf4240", gasPrice: "0x0" }),
    5_000,
  );
}

/** The roots that were told, in order. */
class Roots implements Projection {
  readonly name = "roots";
  readonly all: string[] = [];

  async apply(_: unknown, events: readonly ChainEvent[]): Promise<void> {
    for (const { name, args } of events)
      if (name === "BatchAppended") this.all.push(String(args.root ?? args.batchRoot));
  }

  async revertAfter(): Promise<void> {
    assert.fail("nothing that was read may have to be taken back");
  }
}

describe(`D an embedded chain that somebody alters (seed ${seed})`, () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  let database: Database;
  let running: Awaited<ReturnType<typeof startEmbedded>>;
  let journal: PgJournal;
  let contracts: EvmContracts;
  let indexer: Indexer;
  const directory = makeDirectory();
  const roots = new Roots();
  const noticed: bigint[] = [];
  let appended = 0;

  const startIndexer = () => {
    indexer = new Indexer({
      database,
      chain: running.chain,
      contracts,
      session: running.session,
      projections: [roots],
      written: running.embedded.blocks,
      logger: silentLogger,
    });
    indexer.loop.start();
  };
  const start = async () => {
    running = await startEmbedded(database, directory, (block) => noticed.push(block));
    if (contracts !== undefined)
      contracts = new (contracts.constructor as typeof EvmContracts)(
        running.chain,
        contracts.description,
      );
  };
  const appendOne = async () => {
    appended += 1;
    const { id } = await enqueueAppend(database, journal, appended);
    assert.equal((await untilSettled(database, id)).state, "mined");
    await until(async () => roots.all.length >= appended);
  };
  const attack = async (name: string) => {
    const rpc = new AnvilRpc(join(directory, "node.sock"));
    await attacks[name]?.(rpc, contracts.description.contracts.DocumentLog).catch(() => {});
    rpc.close();
  };
  const assertHonest = async () => {
    const expected = Array.from(
      { length: appended },
      (_, at) => `0x${(at + 1).toString(16).padStart(64, "0")}`,
    );
    assert.deepEqual(roots.all, expected);
    assert.equal(await contracts.call("DocumentLog", "size", []), BigInt(appended));
    const { rows } = await database.query("select * from chain_contradictions");
    assert.deepEqual(rows, []);
  };

  before(async () => {
    postgres = await startPostgres();
    ({ database } = await postgres.database());
    await start();
    ({ journal, contracts } = await deployTestContracts(database, running.chain));
    startIndexer();
    await appendOne();
  });
  after(async () => {
    await indexer.loop.stop();
    await running.stop();
    await postgres.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  for (const name of Object.keys(attacks))
    it(`goes on honestly after ${name}, while it runs`, async () => {
      await attack(name);
      await appendOne();
      await appendOne();
      await assertHonest();
    });

  it("notices, and says so", () => {
    assert.ok(noticed.length >= 5, `${noticed.length} notices`);
  });

  it("goes on honestly after any of them in any order", async () => {
    const names = Object.keys(attacks);
    for (let round = 0; round < 12; round += 1) {
      for (let times = random.below(3); times >= 0; times -= 1) await attack(random.pick(names));
      if (random.chance(0.6)) await appendOne();
    }
    await appendOne();
    await assertHonest();
  });

  for (const name of [
    "an entry forged in the anchor's name",
    "an empty block",
    "other code in the log's contract",
  ])
    it(`starts over a chain with ${name}, made while nobody watched, and says so`, async () => {
      // As after SIGKILL: the node is left behind, and the lock goes with the connection.
      await indexer.loop.stop();
      await running.maker.loop.stop();
      await running.session.close();
      await attack(name);
      const left = running;
      const before = noticed.length;
      await start();
      assert.equal(noticed.length, before + 1);
      await left.embedded.stop();
      startIndexer();
      await appendOne();
      await assertHonest();
    });

  it("takes back what an earlier version read of a forged block", async () => {
    await indexer.loop.stop();
    const taken: bigint[] = [];
    roots.revertAfter = async (_tx?: unknown, number?: bigint) => void taken.push(number ?? -1n);
    const { rows } = await database.query<{ number: string }>(
      "select max(number) as number from chain_seen_blocks",
    );
    const forged = [Number(rows[0]?.number) + 1, Buffer.alloc(32, 7)];
    await database.query("insert into chain_seen_blocks values ($1, $2, 1)", forged);
    await database.query("update chain_cursor set block_number = $1, block_hash = $2", forged);
    startIndexer();
    await until(async () => taken.length === 1);
    await appendOne();
    await assertHonest();
  });
});
