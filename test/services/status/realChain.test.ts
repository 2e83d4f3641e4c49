import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import type { StatusAction } from "@sello/api";
import type { DocumentId } from "@sello/sdk";
import { BlockMaker } from "../../../dev/chain/BlockMaker.ts";
import { EvmLedger } from "../../../services/ledger/evm/EvmLedger.ts";
import { Indexer } from "../../../services/ledger/indexer/Indexer.ts";
import { systemClock } from "../../../services/platform/Clock.ts";
import { silentLogger } from "../../../services/platform/Logger.ts";
import { ChainKnowledge } from "../../../services/status/ChainKnowledge.ts";
import { HeadComparison } from "../../../services/status/HeadComparison.ts";
import { PgStatusPlaces } from "../../../services/status/PgStatusPlaces.ts";
import { PgStatusStore } from "../../../services/status/PgStatusStore.ts";
import { PgStatusWords } from "../../../services/status/PgStatusWords.ts";
import { PublishedLists } from "../../../services/status/PublishedLists.ts";
import { Statuses } from "../../../services/status/Statuses.ts";
import { StatusProjection } from "../../../services/status/StatusProjection.ts";
import { StatusWriter } from "../../../services/status/StatusWriter.ts";
import {
  deployTestContracts,
  makeDirectory,
  startEmbedded,
  testCityId,
  until,
} from "../../support/chain.ts";
import { startPostgres } from "../../support/postgres.ts";
import { FakeRegistry } from "./FakeRegistry.ts";
import { FakeSigner } from "./StatusScene.ts";
import { seedDocuments } from "./seedDocuments.ts";

const slug = "city";
const publicUrl = "https://sello.test";

/** The status feature with the contract itself, on the embedded chain. */
async function startCity() {
  const postgres = await startPostgres();
  const { database } = await postgres.database();
  const directory = makeDirectory();
  const ledger = await startEmbedded(database, directory);
  const { description, contracts, journal } = await deployTestContracts(database, ledger.chain);
  const store = new PgStatusStore(database);
  const words = new PgStatusWords(database);
  const registry = new FakeRegistry(publicUrl);
  const clock = systemClock;
  const { chain, session, receipts } = ledger;
  const evmLedger = new EvmLedger({ database, chain, description });
  const knowledge = new ChainKnowledge(evmLedger, words, clock);
  const signer = new FakeSigner();
  const lists = new PublishedLists({ words, registry, signer, knowledge, clock, publicUrl });
  const statuses = new Statuses({ store, lists, registry, clock, audit: { async record() {} } });
  const writer = new StatusWriter({
    store,
    journal,
    settlements: receipts,
    logger: silentLogger,
    pauseMs: 10,
  });
  const projections = [new StatusProjection()];
  const indexer = new Indexer({
    database,
    chain,
    contracts,
    session,
    projections,
    logger: silentLogger,
  });
  indexer.loop.start();
  writer.loop.start();
  const places = new PgStatusPlaces(database);
  const issue = (count: number, copies = 1) =>
    seedDocuments({ database, places, authority: testCityId, slug, count, copies });
  const stop = async () => {
    await writer.loop.stop();
    await indexer.loop.stop();
    await ledger.stop();
    await postgres.stop();
    rmSync(directory, { recursive: true, force: true });
  };
  const newBlockMaker = () =>
    new BlockMaker({
      database,
      chain: ledger.embedded,
      receipts,
      session,
      clock,
      logger: silentLogger,
    });
  let told: string | null = null;
  const comparison = new HeadComparison({
    words,
    chain,
    contracts,
    logger: silentLogger,
    contradictions: {
      report: async (_, detail) => {
        told = detail;
        return true;
      },
      clear: async () => {
        told = null;
      },
    },
  });
  /** What comparing with the contract says of the lists, once it could compare. */
  const compare = async () => {
    told = "not compared";
    await comparison.round();
    return told;
  };
  return { database, ledger, words, statuses, issue, newBlockMaker, compare, stop };
}

describe("status on a real chain", () => {
  let city: Awaited<ReturnType<typeof startCity>>;
  before(async () => {
    city = await startCity();
  });
  after(() => city.stop());

  const act = (documents: readonly DocumentId[], action: StatusAction) =>
    city.statuses.act({
      documents,
      action,
      reason: "unspecified",
      actingAuthority: testCityId,
      officer: "officer:0x01",
    });
  const untilEffective = (documents: readonly DocumentId[], value: string) =>
    until(async () => {
      const statuses = [...(await city.statuses.statusOf(documents)).values()];
      return statuses.every((one) => one.effective && one.value === value);
    }, 30);

  test("suspended, reinstated, revoked: each takes effect, and the token follows", async () => {
    const [id] = await city.issue(1, 3);
    assert.ok(id);
    await act([id], "suspend");
    await untilEffective([id], "suspended");
    await act([id], "reinstate");
    await untilEffective([id], "valid");
    await act([id], "revoke");
    await untilEffective([id], "revoked");
    const { rows } = await city.database.query<{ status_index: number }>(
      "select status_index from copies where document_id = $1",
      [id],
    );
    assert.equal(rows.length, 3);
    for (const { status_index: index } of rows) {
      const place = await city.statuses.ofPlace(slug, 0, index);
      assert.equal(place.status, "revoked");
      assert.equal(place.by?.id, testCityId);
      const [suspended, reinstated, revoked] = await city.words.entryHistory(testCityId, 0, index);
      assert.deepEqual([suspended?.value, reinstated?.value, revoked?.value], [2, 0, 1]);
      assert.equal(place.since, revoked?.at);
    }
    const history = await city.statuses.history(id);
    assert.ok(history.every((one) => one.state === "effective"));
  });

  test("thousands at once", async () => {
    const ids = await city.issue(1_500);
    const started = performance.now();
    const outcomes = await act(ids, "suspend");
    assert.ok(outcomes.every((one) => one.outcome === "requested"));
    await untilEffective(ids, "suspended");
    const seconds = (performance.now() - started) / 1000;
    assert.ok(seconds < 20, `${seconds} s`);
    const { rows } = await city.database.query<{ n: number }>(
      "select count(*)::int as n from chain_transactions where purpose = 'changeStatus'",
    );
    assert.ok((rows[0]?.n ?? 0) < 30, `${rows[0]?.n} transactions`);
  });

  test("the lists are the contract's; one whose newest change was missed is told", async () => {
    const ids = await city.issue(3);
    await act(ids, "suspend");
    await untilEffective(ids, "suspended");
    assert.equal(await city.compare(), null);
    await act(ids, "revoke");
    await untilEffective(ids, "revoked");
    const moveNewest = (list: number) =>
      city.database.query(
        `update status_heads set list = $1
         where block_number = (select max(block_number) from status_heads)`,
        [list],
      );
    await moveNewest(999);
    assert.match((await city.compare()) ?? "", /^status\.head: at block \d+ list .* has the head/);
    await moveNewest(0);
    assert.equal(await city.compare(), null);
  });

  test("while the chain is down, acts wait; then they take effect in their order", async (t) => {
    const ids = await city.issue(5);
    await city.ledger.maker.loop.stop();
    await act(ids, "suspend");
    await act(ids, "reinstate");
    await act(ids, "revoke");
    await delay(300);
    const waiting = [...(await city.statuses.statusOf(ids)).values()];
    assert.ok(waiting.every((one) => one.value === "revoked" && !one.effective));
    const maker = city.newBlockMaker();
    t.after(() => maker.loop.stop());
    maker.loop.start();
    await untilEffective(ids, "revoked");
  });
});
