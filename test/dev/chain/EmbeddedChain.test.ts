import assert from "node:assert/strict";
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";
import { ChainError } from "../../../services/ledger/errors.ts";
import type { EvmContracts } from "../../../services/ledger/evm/EvmContracts.ts";
import type { PgJournal } from "../../../services/ledger/journal/PgJournal.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import {
  deployTestContracts,
  enqueueAppend,
  makeDirectory,
  startEmbedded,
  until,
  untilSettled,
} from "../../support/chain.ts";
import { startPostgres } from "../../support/postgres.ts";

/** The node's state with one storage slot of one contract changed, and everything else as it was. */
function withOtherState(file: Buffer): Buffer {
  const state = JSON.parse(gunzipSync(file).toString());
  const accounts = Object.values(state.accounts) as { storage: Record<string, string> }[];
  const { storage } = accounts.find((account) => Object.keys(account.storage).length > 3) ?? {};
  const [slot] = Object.keys(storage ?? {});
  assert.ok(storage && slot);
  storage[slot] = `0x${"7".repeat(64)}`;
  return gzipSync(JSON.stringify(state));
}

const pidOf = (directory: string) => Number(readFileSync(join(directory, "anvil.pid"), "utf8"));

describe("the embedded chain", () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  let database: Database;
  let running: Awaited<ReturnType<typeof startEmbedded>>;
  let journal: PgJournal;
  let contracts: EvmContracts;
  const directory = makeDirectory();
  let nextRoot = 1;

  const append = () => enqueueAppend(database, journal, nextRoot++);
  const tip = async () => {
    const number = await running.chain.blockNumber();
    const size = await contracts.call("DocumentLog", "size", []);
    const root = await contracts.call("DocumentLog", "root", []);
    return { block: await running.chain.block(number), size, root };
  };
  const restart = async () => {
    running = await startEmbedded(database, directory);
    contracts = new (contracts.constructor as typeof EvmContracts)(
      running.chain,
      contracts.description,
    );
  };

  before(async () => {
    postgres = await startPostgres();
    ({ database } = await postgres.database());
    running = await startEmbedded(database, directory);
    ({ journal, contracts } = await deployTestContracts(database, running.chain));
    for (let i = 0; i < 20; i += 1) {
      const { id } = await append();
      assert.equal((await untilSettled(database, id)).state, "mined");
    }
  });

  after(async () => {
    await running.stop();
    await postgres.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it("never dates a block before the one before it, nor after the clock", async () => {
    const { rows } = await database.query<{ time: string }>(
      "select time from chain_blocks order by number",
    );
    const times = rows.map(({ time }) => Number(time));
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
    assert.ok((times.at(-1) ?? 0) <= Date.now() / 1000);
  });

  it("mines what several accounts journalled at once, without having to start again", async () => {
    const node = pidOf(directory);
    const journalled = await database.transaction(async (tx) => {
      const written = [];
      for (let i = 0; i < 150; i += 1) {
        const role = (["anchor", "status", "relay"] as const)[i % 3] ?? "relay";
        // Nothing of the registry is called so: undone, but mined.
        const request = { role, contract: "AuthorityRegistry", data: "0x12345678" } as const;
        written.push(await journal.enqueue(tx, { ...request, purpose: "burst" }));
      }
      return written;
    });
    for (const { id } of journalled) await untilSettled(database, id);
    const { rows } = await database.query(
      "select distinct block_number, error->>'error' as error from chain_transactions where purpose = 'burst'",
    );
    assert.deepEqual(
      rows.map(({ error }) => error),
      ["NoReason"],
    );
    assert.equal(pidOf(directory), node);
  });

  it("comes back to the same blocks and the same log when the node is killed", async () => {
    const expected = await tip();
    process.kill(pidOf(directory), "SIGKILL");
    await until(async () => running.embedded.urls().length === 0);
    // Issuing goes on meanwhile: what is journalled now is mined when the chain is back.
    const { id } = await append();
    assert.equal((await untilSettled(database, id)).state, "mined");
    const number = expected.block?.number ?? 0n;
    assert.deepEqual(await running.chain.block(number), expected.block);
    assert.equal(await contracts.call("DocumentLog", "root", [], number), expected.root);
    assert.equal(await contracts.call("DocumentLog", "size", []), expected.size + 1n);
  });

  it("starts from its snapshot after an orderly stop", async () => {
    const expected = await tip();
    await running.stop();
    const [file] = readdirSync(directory).filter((name) => name.endsWith(".state"));
    assert.equal(file, `${expected.block?.number}-${expected.block?.hash}.state`);
    await restart();
    assert.equal(running.embedded.snapshotBlock, expected.block?.number);
    assert.deepEqual(await tip(), expected);
    const { id } = await append();
    assert.equal((await untilSettled(database, id)).state, "mined");
  });

  it("makes the same blocks after a snapshot as it would from the beginning", async () => {
    await append();
    const { id } = await append();
    await untilSettled(database, id);
    const expected = await tip();
    await running.stop();
    for (const name of readdirSync(directory)) rmSync(join(directory, name));
    await restart();
    assert.deepEqual(await tip(), expected);
  });

  for (const [what, alter] of [
    ["damaged", (file: Buffer) => file.fill(1, file.length >> 1)],
    ["of another state under the same block", withOtherState],
  ] as const) {
    it(`does not trust a snapshot that is ${what}`, async () => {
      const { id } = await append();
      await untilSettled(database, id);
      const expected = await tip();
      await running.stop();
      const name = join(directory, `${expected.block?.number}-${expected.block?.hash}.state`);
      for (const file of readdirSync(directory)) {
        if (file.endsWith(".state")) writeFileSync(name, alter(readFileSync(name)));
        if (!name.endsWith(file)) rmSync(join(directory, file));
      }
      await restart();
      assert.equal(running.embedded.snapshotBlock, 0n);
      assert.deepEqual(await tip(), expected);
    });
  }

  it("does not trust a snapshot of another chain", async () => {
    const expected = await tip();
    await running.stop();
    for (const file of readdirSync(directory)) {
      const other = file.replace(/0x[0-9a-f]{64}/, `0x${"ab".repeat(32)}`);
      renameSync(join(directory, file), join(directory, other));
    }
    await restart();
    assert.equal(running.embedded.snapshotBlock, 0n);
    assert.deepEqual(await tip(), expected);
  });

  it("mines what was planned but not mined before a kill, once, with its block", async () => {
    await running.maker.loop.stop();
    const { id } = await append();
    const newest = await running.embedded.blocks.newest();
    await database.query(
      "insert into chain_blocks (number, time, transaction_ids) values ($1, $2, $3)",
      [(newest?.number ?? 0n) + 1n, newest?.time, [id]],
    );
    const size = await contracts.call("DocumentLog", "size", []);
    await running.stop();
    await restart();
    const row = await untilSettled(database, id);
    assert.equal(BigInt(row.block_number), (newest?.number ?? 0n) + 1n);
    assert.equal(await contracts.call("DocumentLog", "size", []), size + 1n);
  });

  it("mines once what was journalled but not planned before a kill", async () => {
    await running.maker.loop.stop();
    const size = await contracts.call("DocumentLog", "size", []);
    const { id } = await append();
    process.kill(pidOf(directory), "SIGKILL");
    await running.stop();
    await restart();
    assert.equal((await untilSettled(database, id)).state, "mined");
    assert.equal(await contracts.call("DocumentLog", "size", []), size + 1n);
  });

  it("ends the node that a killed process left behind", async () => {
    const orphan = pidOf(directory);
    // As after SIGKILL: nothing of ours ends the node, the lock goes with the connection.
    await running.maker.loop.stop();
    await running.session.close();
    const left = running;
    await restart();
    assert.notEqual(pidOf(directory), orphan);
    assert.throws(() => process.kill(orphan, 0));
    await left.embedded.stop();
    assert.deepEqual(left.embedded.urls(), []);
    assert.notDeepEqual(running.embedded.urls(), []);
  });

  it("refuses to run twice on the same data", async () => {
    await assert.rejects(startEmbedded(database, makeDirectory()), (error) => {
      assert.ok(error instanceof ChainError);
      assert.equal(error.code, "chain.in_use");
      return true;
    });
  });

  it("refuses loudly when the same journal gives another chain", async () => {
    const { rows } = await database.query<{ hash: Buffer }>(
      "select hash from chain_blocks where number = 5",
    );
    await running.stop();
    for (const name of readdirSync(directory)) rmSync(join(directory, name));
    await database.query("update chain_blocks set hash = $1 where number = 5", [Buffer.alloc(32)]);
    await assert.rejects(startEmbedded(database, directory), (error) => {
      assert.ok(error instanceof ChainError);
      assert.equal(error.code, "chain.contradiction");
      assert.equal(error.data.block, "5");
      return true;
    });
    const told = await database.query("select source from chain_contradictions");
    assert.deepEqual(told.rows, [{ source: "embedded" }]);
    await database.query("update chain_blocks set hash = $1 where number = 5", [rows[0]?.hash]);
    await restart();
    assert.deepEqual((await database.query("select 1 from chain_contradictions")).rows, []);
  });
});
