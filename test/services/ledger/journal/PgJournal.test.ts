import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { type Hex, toHex } from "@sello/sdk";
import { parseTransaction } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { PgDeployments } from "../../../../services/ledger/deployment/PgDeployments.ts";
import { ChainError } from "../../../../services/ledger/errors.ts";
import { PgJournal } from "../../../../services/ledger/journal/PgJournal.ts";
import { registerSenders } from "../../../../services/ledger/journal/registerSenders.ts";
import type { Database } from "../../../../services/platform/database/Database.ts";
import { ServiceError } from "../../../../services/platform/errors.ts";
import { enqueue, openJournal, testAccounts, testChainId } from "../../../support/chain.ts";
import { startPostgres } from "../../../support/postgres.ts";

const address = (digit: string): Hex => `0x${digit.repeat(40)}`;
const contracts = {
  AuthorityRegistry: address("a"),
  DocumentLog: address("b"),
  StatusLists: address("c"),
};
const unusedChain = { nextNonce: async () => 7 };
const refusal = (code: string) => (error: unknown) => {
  assert.ok(error instanceof ChainError);
  assert.equal(error.code, code);
  return true;
};

describe("the journal", () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  let database: Database;
  const journal = openJournal(contracts);
  const request = { role: "anchor", data: "0x1234", purpose: "append" } as const;

  before(async () => {
    postgres = await startPostgres();
    ({ database } = await postgres.database());
    await registerSenders(database, unusedChain, testAccounts);
  });
  after(() => postgres.stop());

  it("numbers an account's transactions without gaps, from the chain's nonce on, no matter who else writes and whatever is rolled back", async () => {
    const write = async (i: number) => {
      await database
        .transaction(async (tx) => {
          await journal.enqueue(tx, { contract: "DocumentLog", ...request, data: `0x${10 + i}` });
          if (i % 3 === 0) throw new Error("the work around it failed");
        })
        .catch(() => {});
    };
    await Promise.all(Array.from({ length: 30 }, (_, i) => write(i)));
    const { rows } = await database.query<{ nonce: string; raw: Buffer }>(
      "select nonce, raw from chain_transactions order by id",
    );
    assert.deepEqual(
      rows.map(({ nonce }) => Number(nonce)),
      Array.from({ length: 20 }, (_, i) => 7 + i),
    );
    for (const { nonce, raw } of rows)
      assert.equal(parseTransaction(toHex(raw)).nonce, Number(nonce));
  });

  it("signs for this chain, at no price, to the contract's address", async () => {
    await enqueue(database, journal, request);
    const { rows } = await database.query<{ raw: Buffer }>(
      "select raw from chain_transactions order by id desc limit 1",
    );
    const raw = rows[0]?.raw;
    assert.ok(raw);
    const signed = parseTransaction(toHex(raw));
    assert.equal(signed.chainId, testChainId);
    assert.equal(signed.to, contracts.DocumentLog);
    assert.equal(signed.maxFeePerGas ?? 0n, 0n);
    assert.equal(signed.maxPriorityFeePerGas ?? 0n, 0n);
    assert.equal(signed.data, "0x1234");
  });

  it("refuses calldata that no node would take, and takes no nonce for it", async () => {
    const nonce = async () =>
      (await database.query("select next_nonce from chain_senders where role = 'anchor'")).rows;
    const before = await nonce();
    const data: Hex = `0x${"ff".repeat(130_000)}`;
    await assert.rejects(
      enqueue(database, journal, { ...request, data }),
      refusal("chain.too_large"),
    );
    assert.deepEqual(await nonce(), before);
  });

  it("journals no call before the contracts are deployed", async () => {
    await assert.rejects(
      enqueue(database, openJournal(), request),
      refusal("chain.deployment_failed"),
    );
  });

  it("keeps to the account that a role was numbered for", async () => {
    const other = privateKeyToAccount(`0x${"9".repeat(64)}`);
    await assert.rejects(
      registerSenders(database, unusedChain, { ...testAccounts, anchor: other }),
      refusal("chain.sender_changed"),
    );
    await registerSenders(database, unusedChain, testAccounts);
  });

  it("loses nothing that it took when the deployment is closed among others' work: each is journalled or refused", async () => {
    const place = { id: 1, chain: 1 };
    const deployments = new PgDeployments(database);
    const count = async (purpose: string) => {
      const { rows } = await database.query<{ n: number }>(
        "select count(*)::int as n from chain_transactions where purpose = $1",
        [purpose],
      );
      return rows[0]?.n;
    };
    const acts = ["status", "relay"] as const;
    const write = async (i: number) => {
      const role = acts[i % acts.length] ?? "relay";
      await delay(i % 7);
      return enqueue(database, journal, { role, data: "0x12", purpose: "closing-test" }).then(
        () => "done",
        (error: unknown) => (error instanceof ServiceError ? error.code : String(error)),
      );
    };
    const writing = Array.from({ length: 60 }, (_, i) => write(i));
    await delay(3);
    await database.transaction((tx) => deployments.close(tx, place));
    const atClosing = await count("closing-test");
    const outcomes = await Promise.all(writing);
    const done = outcomes.filter((outcome) => outcome === "done").length;
    assert.deepEqual(
      [...new Set(outcomes)].filter((each) => each !== "done"),
      ["chain.closing"],
    );
    // All that was taken is there, and was there when the closing was committed: so it is sent before the seal.
    assert.deepEqual([await count("closing-test"), atClosing], [done, done]);
    assert.equal(await write(0), "chain.closing");
    // What seals goes on, and so does the next deployment on the same chain.
    await enqueue(database, journal, { role: "relay", data: "0x12", purpose: "seal:log" });
    const next = new PgJournal({
      chainId: testChainId,
      place: { id: 2, chain: 1 },
      accounts: testAccounts,
      contracts,
    });
    await enqueue(database, next, { role: "relay", data: "0x12", purpose: "registry" });
  });
});
