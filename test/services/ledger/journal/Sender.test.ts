import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import type { EvmContracts } from "../../../../services/ledger/evm/EvmContracts.ts";
import { EvmLedger } from "../../../../services/ledger/evm/EvmLedger.ts";
import { loadUnsettled } from "../../../../services/ledger/journal/JournalStore.ts";
import type { PgJournal } from "../../../../services/ledger/journal/PgJournal.ts";
import type { Settled } from "../../../../services/ledger/Settled.ts";
import type { Database } from "../../../../services/platform/database/Database.ts";
import { ServiceError } from "../../../../services/platform/errors.ts";
import {
  deployTestContracts,
  enqueueAppend,
  startExternal,
  startSender,
  testAccounts,
  testChainId,
  until,
  untilSettled,
} from "../../../support/chain.ts";
import { startPostgres } from "../../../support/postgres.ts";

describe("the sender, on a chain that others run", () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  let external: Awaited<ReturnType<typeof startExternal>>;
  let database: Database;
  let journal: PgJournal;
  let contracts: EvmContracts;
  let first: Awaited<ReturnType<typeof startSender>>;
  let urls: readonly string[] = [];
  let nextRoot = 1;
  const append = () => enqueueAppend(database, journal, nextRoot++);
  const size = () => contracts.call("DocumentLog", "size", []);

  before(async () => {
    [postgres, external] = await Promise.all([startPostgres(), startExternal()]);
    ({ database } = await postgres.database());
    // The first node of the list never answers.
    urls = ["http://127.0.0.1:9", external.url];
    first = await startSender(database, () => urls);
    ({ journal, contracts } = await deployTestContracts(database, first.chain));
  });
  after(async () => {
    await first.stop();
    await external.stop();
    await postgres.stop();
  });

  it("has each transaction mined once, and each settling told once, with two senders at work", async () => {
    const second = await startSender(database, () => urls);
    const told: Settled[] = [];
    const note = async (_: unknown, settled: Settled) => void told.push(settled);
    first.receipts.onSettled("append", note);
    second.receipts.onSettled("append", note);
    const before = await size();
    const written = await Promise.all(Array.from({ length: 30 }, append));
    // The one at work goes away in the middle; the other takes over.
    await delay(60);
    await first.sender.loop.stop();
    for (const { id } of written) assert.equal((await untilSettled(database, id)).state, "mined");
    assert.equal(await size(), before + 30n);
    assert.deepEqual(
      told.map(({ id }) => id).toSorted((a, b) => Number(a - b)),
      written.map(({ id }) => id).toSorted((a, b) => Number(a - b)),
    );
    await second.stop();
    await first.stop();
    first = await startSender(database, () => urls);
  });

  it("finds what was sent and mined before a kill, without sending it again", async () => {
    await first.stop();
    const before = await size();
    const { id } = await append();
    const [unsettled] = await loadUnsettled(database, 1);
    assert.ok(unsettled);
    await first.chain.send(unsettled);
    await until(async () => (await first.chain.receipts([unsettled.hash]))[0] ?? null);
    // Delivering it twice is harmless, too.
    await first.chain.send(unsettled);
    first = await startSender(database, () => urls);
    assert.equal((await untilSettled(database, id)).state, "mined");
    assert.equal(await size(), before + 1n);
  });

  it("tells those who begin to listen after the receipt was recorded", async () => {
    const { id } = await append();
    await untilSettled(database, id);
    const told: Settled[] = [];
    await database.query("update chain_transactions set heard = true where id <> $1", [id]);
    first.receipts.onSettled("append", async (_, settled) => void told.push(settled));
    await until(async () => told.length > 0);
    await first.receipts.catchUp();
    assert.deepEqual(
      told.map((settled) => [settled.id, settled.state]),
      [[id, "mined"]],
    );
  });

  it("undoes the recording when a listener fails, and tells it again", async () => {
    let calls = 0;
    first.receipts.onSettled("append", async () => {
      calls += 1;
      if (calls === 1) throw new Error("the database went away");
    });
    const { id } = await append();
    assert.equal((await untilSettled(database, id)).state, "mined");
    assert.equal(calls, 2);
  });

  it("reports a reverted transaction with the contract's error, and goes on", async () => {
    const again = await enqueueAppend(database, journal, 1);
    const next = await append();
    const row = await untilSettled(database, again.id);
    assert.equal(row.state, "reverted");
    const { error, args } = row.error as { error: string; args: Record<string, string> };
    assert.equal(error, "DocumentLog_AlreadyAppended");
    assert.equal(args.batchRoot, `0x${"1".padStart(64, "0")}`);
    assert.ok(Number(args.index) < 30);
    assert.equal((await untilSettled(database, next.id)).state, "mined");
  });

  it("sends again what a node forgot", async () => {
    const before = await size();
    external.pause(true);
    const { id, hash } = await append();
    await until(() => first.chain.knows(hash));
    await external.rpc("anvil_dropTransaction", hash);
    assert.equal(await first.chain.knows(hash), false);
    external.pause(false);
    assert.equal((await untilSettled(database, id)).state, "mined");
    assert.equal(await size(), before + 1n);
  });

  it("keeps what is journalled while the chain is down, and delivers it in order when it is back", async () => {
    const ledger = new EvmLedger({
      database,
      chain: first.chain,
      description: contracts.description,
    });
    const before = await size();
    urls = [];
    const written = [await append(), await append()];
    await delay(100);
    const down = await ledger.health();
    assert.equal(down.reachable, false);
    assert.equal(down.blockNumber, null);
    assert.ok((down.oldestUnminedMs ?? 0) > 50);
    urls = [external.url];
    for (const { id } of written) assert.equal((await untilSettled(database, id)).state, "mined");
    assert.equal(await size(), before + 2n);
    const up = await ledger.health();
    assert.equal(up.reachable, true);
    assert.equal(up.oldestUnminedMs, null);
    assert.equal(up.contradiction, null);
  });

  it("says so when somebody else used the account", async () => {
    const { rows } = await database.query<{ nonce: string }>(
      "select next_nonce as nonce from chain_senders where role = 'anchor'",
    );
    const raw = await testAccounts.anchor.signTransaction({
      type: "eip1559",
      chainId: testChainId,
      nonce: Number(rows[0]?.nonce),
      gas: 21_000n,
      maxFeePerGas: 0n,
      maxPriorityFeePerGas: 0n,
      to: testAccounts.relay.address,
    });
    const hash = (await external.rpc("eth_sendRawTransaction", raw)) as `0x${string}`;
    await until(async () => (await first.chain.receipts([hash]))[0] ?? null);
    const { hash: ours } = await append();
    const detail = await until(async () => {
      const found = await database.query<{ detail: string }>(
        "select detail from chain_contradictions where source = 'sender'",
      );
      return found.rows[0]?.detail ?? null;
    });
    assert.ok(detail.includes(ours));
    const health = await new EvmLedger({
      database,
      chain: first.chain,
      description: contracts.description,
    }).health();
    assert.ok(health.contradiction?.includes(ours));
    const [unsettled] = await loadUnsettled(database, 1);
    assert.ok(unsettled);
    await assert.rejects(first.chain.send(unsettled), (error) => {
      assert.ok(error instanceof ServiceError);
      assert.equal(error.code, "chain.nonce_taken");
      return true;
    });
  });
});
