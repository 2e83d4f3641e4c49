import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { openDeployment } from "../../../../services/ledger/deployment/deployContracts.ts";
import { EvmChain } from "../../../../services/ledger/evm/EvmChain.ts";
import { EvmContracts } from "../../../../services/ledger/evm/EvmContracts.ts";
import { registerSenders } from "../../../../services/ledger/journal/registerSenders.ts";
import type { ChainDescription } from "../../../../services/ledger/Ledger.ts";
import type { Database } from "../../../../services/platform/database/Database.ts";
import { ServiceError } from "../../../../services/platform/errors.ts";
import {
  openJournal,
  startExternal,
  startSender,
  testAccounts,
  testChainId,
  testCity,
  testCityId,
  testOrigin,
} from "../../../support/chain.ts";
import { startPostgres } from "../../../support/postgres.ts";

const withCode = (code: string) => (error: unknown) => {
  assert.ok(error instanceof ServiceError);
  assert.equal(error.code, code);
  return true;
};

describe("deploying the contracts", () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  let external: Awaited<ReturnType<typeof startExternal>>;
  let database: Database;
  let chain: EvmChain;
  let first: ChainDescription;
  const journal = openJournal();
  const deploy = (signal?: AbortSignal) =>
    openDeployment({
      database,
      journal,
      chain,
      city: testCity,
      origin: testOrigin,
      ...(signal ? { signal } : {}),
    });
  const countTransactions = async () =>
    (await database.query("select 1 from chain_transactions")).rowCount;

  before(async () => {
    [postgres, external] = await Promise.all([startPostgres(), startExternal()]);
    ({ database } = await postgres.database());
    chain = new EvmChain({ chainId: testChainId, urls: () => [external.url] });
    await registerSenders(database, chain, testAccounts);
  });
  after(async () => {
    await external.stop();
    await postgres.stop();
  });

  it("writes one set down before anything is sent, however many start and are killed", async () => {
    const killed = new AbortController();
    const outcomes = Promise.allSettled([deploy(killed.signal), deploy(killed.signal)]);
    await delay(300);
    killed.abort();
    for (const outcome of await outcomes) assert.equal(outcome.status, "rejected");
    assert.equal(await countTransactions(), 6);
    assert.equal(await chain.nextNonce(testAccounts.relay.address), 0);
  });

  it("has it mined when somebody sends, and finds it again at every start", async () => {
    const sender = await startSender(database, () => [external.url]);
    first = await deploy();
    assert.deepEqual(await deploy(), first);
    assert.equal(await countTransactions(), 6);
    await sender.stop();
    const contracts = new EvmContracts(chain, first);
    assert.equal(await contracts.call("AuthorityRegistry", "city", []), testCityId);
    for (const name of ["DocumentLog", "StatusLists"] as const) {
      const registry = await contracts.call(name, "registry", []);
      assert.equal(registry.toLowerCase(), first.contracts.AuthorityRegistry);
    }
  });

  it("does not go on with contracts of another version", async () => {
    const set = (digest: string) =>
      database.query(
        "update deployments set interfaces = jsonb_set(interfaces, '{StatusLists}', to_jsonb($1::text))",
        [digest],
      );
    const { rows } = await database.query<{ digest: string }>(
      "select interfaces ->> 'StatusLists' as digest from deployments",
    );
    await set("of another version");
    await assert.rejects(deploy(), withCode("chain.other_contracts"));
    await set(rows[0]?.digest ?? "");
    assert.deepEqual(await deploy(), first);
  });

  it("does not go on with a chain that lacks the contracts", async () => {
    const empty = await startExternal(0);
    chain = new EvmChain({ chainId: testChainId, urls: () => [empty.url] });
    await assert.rejects(deploy(), withCode("chain.deployment_failed"));
    await empty.stop();
  });

  it("does not go on with a database that belongs to another chain", async () => {
    chain = new EvmChain({ chainId: 1, urls: () => [external.url] });
    await assert.rejects(deploy(), withCode("chain.wrong_id"));
  });
});
