import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type Hex, toAuthorityId, toDocumentTypeId } from "@sello/sdk";
import { encodeFunctionData } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { AnvilProcess } from "../../dev/chain/AnvilProcess.ts";
import { call } from "../../dev/chain/AnvilRpc.ts";
import { BlockMaker } from "../../dev/chain/BlockMaker.ts";
import { EmbeddedChain } from "../../dev/chain/EmbeddedChain.ts";
import { openDeployment } from "../../services/ledger/deployment/deployContracts.ts";
import { contractAbis } from "../../services/ledger/evm/contractAbis.ts";
import { EvmChain } from "../../services/ledger/evm/EvmChain.ts";
import { EvmContracts } from "../../services/ledger/evm/EvmContracts.ts";
import { PgJournal } from "../../services/ledger/journal/PgJournal.ts";
import { PgSession } from "../../services/ledger/journal/PgSession.ts";
import { Receipts } from "../../services/ledger/journal/Receipts.ts";
import { registerSenders } from "../../services/ledger/journal/registerSenders.ts";
import { Sender } from "../../services/ledger/journal/Sender.ts";
import type { ChainDescription } from "../../services/ledger/Ledger.ts";
import { systemClock } from "../../services/platform/Clock.ts";
import type { Database } from "../../services/platform/database/Database.ts";
import { silentLogger } from "../../services/platform/Logger.ts";
import { until } from "./until.ts";

export { until };

export const testChainId = 84_200;
export const testOrigin = "sello.test/log";

const account = (digit: string) => privateKeyToAccount(`0x${digit.repeat(64)}`);

/** Accounts of the service; the relay's is also the city's first officer, so that it may act directly. */
export const testAccounts = { anchor: account("1"), status: account("2"), relay: account("3") };

export const testCity = {
  iss: "https://sello.test/authorities/city",
  names: { zh: "市中心", es: "Centro de la ciudad", en: "City centre" },
  firstAdministrator: testAccounts.relay.address,
};
export const testCityId = toAuthorityId(testCity.iss);
export const testTypeId = toDocumentTypeId("https://sello.test/types/permit/1");

/** An embedded chain of its own on the database, running. */
export async function startEmbedded(
  database: Database,
  directory: string,
  onAltered?: (block: bigint) => void,
) {
  const session = new PgSession({ pool: database.pool, logger: silentLogger });
  const embedded = new EmbeddedChain({
    database,
    session,
    directory,
    chainId: testChainId,
    logger: silentLogger,
    ...(onAltered === undefined ? {} : { onAltered }),
  });
  const chain = new EvmChain({ chainId: testChainId, urls: embedded.urls });
  const receipts = new Receipts({ database, chain });
  const options = { database, chain: embedded, receipts, session, clock: systemClock };
  const maker = new BlockMaker({ ...options, logger: silentLogger });
  await embedded.start().catch(async (error: unknown) => {
    await session.close();
    throw error;
  });
  await registerSenders(database, chain, testAccounts);
  maker.loop.start();
  const stop = async () => {
    await maker.loop.stop();
    await embedded.stop();
    await session.close();
  };
  return { session, embedded, chain, receipts, maker, stop };
}

/** A chain that others run: blocks come by themselves, every `blockMs` unless that is 0 or it is paused. */
export async function startExternal(blockMs = 20) {
  const directory = makeDirectory();
  const node = await AnvilProcess.launch({ directory, chainId: testChainId, open: true });
  const mine = async () => void (await node.rpc.request(call("evm_mine"), 5_000));
  let [mining, paused] = [blockMs > 0, false];
  const miner = (async () => {
    while (mining) {
      if (!paused) await mine().catch(() => {});
      await delay(blockMs);
    }
  })();
  const pause = (value: boolean) => {
    paused = value;
  };
  const rpc = (method: string, ...params: unknown[]) =>
    node.rpc.request(call(method, ...params), 30_000);
  const stop = async () => {
    mining = false;
    await miner;
    await node.kill();
    rmSync(directory, { recursive: true, force: true });
  };
  return { url: node.url, node, mine, pause, rpc, stop };
}

/** What a process has that delivers the journal to a chain that others run. */
export async function startSender(database: Database, urls: () => readonly string[]) {
  const session = new PgSession({ pool: database.pool, logger: silentLogger });
  const chain = new EvmChain({ chainId: testChainId, urls });
  const receipts = new Receipts({ database, chain });
  const options = { database, chain, receipts, session, logger: silentLogger };
  const sender = new Sender({ ...options, resendMs: 300 });
  await registerSenders(database, chain, testAccounts);
  sender.loop.start();
  const stop = async () => {
    await sender.loop.stop();
    await session.close();
  };
  return { session, chain, receipts, sender, stop };
}

export function openJournal(contracts: ChainDescription["contracts"] | null = null): PgJournal {
  return new PgJournal({ chainId: testChainId, accounts: testAccounts, contracts });
}

/** Contracts whose city may issue the test type, and whose anchor and status accounts have their roles. */
export async function deployTestContracts(database: Database, chain: EvmChain) {
  const journal = openJournal();
  const description = await openDeployment({
    database,
    journal,
    chain,
    city: testCity,
    origin: testOrigin,
  });
  const contracts = new EvmContracts(chain, description);
  const ready = openJournal(description.contracts);
  const abi = contractAbis.AuthorityRegistry;
  const relay = (data: Hex) =>
    enqueue(database, ready, { role: "relay", data, purpose: "registry" });
  await relay(
    encodeFunctionData({
      abi,
      functionName: "setOfficer",
      args: [testCityId, testAccounts.anchor.address, 8],
    }),
  );
  await relay(
    encodeFunctionData({
      abi,
      functionName: "setOfficer",
      args: [testCityId, testAccounts.status.address, 4],
    }),
  );
  const last = await relay(
    encodeFunctionData({
      abi,
      functionName: "setAccreditation",
      args: [testCityId, testTypeId, 2],
    }),
  );
  await untilSettled(database, last.id);
  return { description, contracts, journal: ready };
}

/** Journals one call to the registry, in a transaction of its own. */
export function enqueue(
  database: Database,
  journal: PgJournal,
  request: { role: "relay" | "anchor" | "status"; data: Hex; purpose: string },
) {
  const contract = request.role === "anchor" ? "DocumentLog" : "AuthorityRegistry";
  return database.transaction((tx) => journal.enqueue(tx, { contract, ...request }));
}

/** Journals the anchoring of a batch whose root is `number`. */
export function enqueueAppend(database: Database, journal: PgJournal, number: number) {
  const root: Hex = `0x${number.toString(16).padStart(64, "0")}`;
  const data = encodeFunctionData({
    abi: contractAbis.DocumentLog,
    functionName: "append",
    args: [testCityId, testTypeId, root, 1n],
  });
  return enqueue(database, journal, { role: "anchor", data, purpose: "append" });
}

export type TransactionRow = { state: string; error: unknown; block_number: string };

export async function untilSettled(database: Database, id: bigint): Promise<TransactionRow> {
  return until(async () => {
    const { rows } = await database.query<TransactionRow>(
      "select state, error, block_number from chain_transactions where id = $1",
      [id],
    );
    return rows[0] && rows[0].state !== "signed" ? rows[0] : null;
  });
}

export const makeDirectory = (): string => mkdtempSync(join(tmpdir(), "sello-test-chain-"));
