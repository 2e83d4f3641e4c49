import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { type AuthorityId, fromHex, type Hex, toHex } from "@sello/sdk";
import { encodeDeployData } from "viem";
import { findAnvil } from "../../../dev/chain/findAnvil.ts";
import { linkBytecode } from "../../../services/ledger/deployment/linkBytecode.ts";
import { PgDeployments } from "../../../services/ledger/deployment/PgDeployments.ts";
import { authorityRegistryAbi } from "../../../services/ledger/evm/abi/authorityRegistryAbi.ts";
import {
  authorityRegistryBytecode,
  registryTextsBytecode,
  signingKeysBytecode,
  takeOversBytecode,
} from "../../../services/ledger/evm/abi/bytecode.ts";
import { EvmChain } from "../../../services/ledger/evm/EvmChain.ts";
import { EvmContracts } from "../../../services/ledger/evm/EvmContracts.ts";
import { loadUnsettled } from "../../../services/ledger/journal/JournalStore.ts";
import { PgJournal } from "../../../services/ledger/journal/PgJournal.ts";
import { registerSenders } from "../../../services/ledger/journal/registerSenders.ts";
import { systemClock } from "../../../services/platform/Clock.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { silentLogger } from "../../../services/platform/Logger.ts";
import { PgChangeStates } from "../../../services/registry/changes/PgChangeStates.ts";
import { RegistryChanges } from "../../../services/registry/changes/RegistryChanges.ts";
import { RegistryContract } from "../../../services/registry/changes/RegistryContract.ts";
import { PgRegistryEvents } from "../../../services/registry/PgRegistryEvents.ts";
import { RegistryService } from "../../../services/registry/RegistryService.ts";
import { FileDocumentTypes } from "../../../services/registry/types/FileDocumentTypes.ts";
import { PgSealedKeyStore } from "../../../services/signing/PgSealedKeyStore.ts";
import { SealedKeys } from "../../../services/signing/SealedKeys.ts";
import { SealedSigner } from "../../../services/signing/SealedSigner.ts";
import { freePort } from "../../support/postgres.ts";

export const chainId = 755_755;
export const publicUrl = "http://localhost:8420";
/** Cheap, so that tests do not wait for scrypt. */
const cost = { log2N: 4, r: 8, p: 1 };
const secret = "a secret of the tests, long enough";

/** A real anvil that mines on demand, for one test file. */
export async function startAnvil({ hardfork = "osaka" }: { hardfork?: string } = {}) {
  const port = await freePort();
  const args = ["--port", String(port), "--chain-id", String(chainId), "--base-fee", "0"];
  const anvil: ChildProcess = spawn(
    findAnvil(),
    [
      ...args,
      "--hardfork",
      hardfork,
      "--gas-price",
      "0",
      "--no-mining",
      "--silent",
      "--accounts",
      "0",
    ],
    { stdio: "ignore" },
  );
  const url = `http://127.0.0.1:${port}`;
  await waitFor(() => rpc(url, "eth_chainId").catch(() => null));
  return {
    url,
    async stop() {
      anvil.kill("SIGKILL");
      await once(anvil, "exit");
    },
  };
}

async function waitFor(look: () => Promise<unknown>): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    if ((await look()) !== null) return;
    await sleep(25);
  }
  throw new Error("anvil did not start");
}

export async function rpc(url: string, method: string, params: unknown[] = []): Promise<unknown> {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body });
  const { result, error } = (await response.json()) as { result?: unknown; error?: unknown };
  if (error) throw new Error(`${method}: ${JSON.stringify(error)}`);
  return result;
}

export type CityStart = {
  readonly city: AuthorityId;
  readonly iss: string;
  readonly names: string;
  readonly administrator: Hex;
};

/** Everything of the registry on a fresh contract and an empty database, with the chain moved by hand. */
export async function openRegistry(
  url: string,
  database: Database,
  start: (keys: SealedKeys) => Promise<CityStart>,
) {
  const keys = await SealedKeys.open({ store: new PgSealedKeyStore(database), secret, cost });
  const account = (role: string) => keys.createOrLoad(`account/${role}`, "secp256k1");
  const accounts = {
    anchor: await account("anchor"),
    status: await account("status"),
    relay: await account("relay"),
    deployer: await account("deployer"),
  };
  const chain = new EvmChain({ chainId, urls: () => [url] });
  await registerSenders(database, chain, accounts as never);
  const address = await deploy(url, accounts.deployer, await start(keys));
  const none = "0x0000000000000000000000000000000000000001" as const;
  const contracts = { AuthorityRegistry: address, DocumentLog: none, StatusLists: none };
  const description = { chainId, contracts };
  const registry = new RegistryService({
    events: new PgRegistryEvents(database),
    publicUrl,
    logger: silentLogger,
  });
  const contract = new RegistryContract(chain, address);
  const journal = new PgJournal({ chainId, accounts: accounts as never, contracts });
  const changes = new RegistryChanges({
    chain: description,
    contract,
    journal,
    transactor: database,
    states: new PgChangeStates(database),
    clock: systemClock,
    isClosing: () => new PgDeployments(database).isClosed({ id: 1, chain: 1 }),
  });
  const evm = new EvmContracts(chain, description);
  return {
    keys,
    accounts,
    chain,
    journal,
    description,
    evm,
    registry,
    changes,
    documentTypes: new FileDocumentTypes({ publicUrl }),
    signer: new SealedSigner({ registry, keys, clock: systemClock }),
    /** Sends what is journalled, mines it, records receipts and events. */
    async advance(time?: bigint) {
      await deliver(url, database, chain, time);
      await index(database, chain, evm);
    },
  };
}

export type OpenRegistry = Awaited<ReturnType<typeof openRegistry>>;

async function deploy(
  url: string,
  deployer: OpenRegistry["accounts"]["deployer"],
  { city, iss, names, administrator }: CityStart,
): Promise<Hex> {
  const send = (data: Hex) => sendDeployment(url, deployer, data);
  const RegistryTexts = await send(registryTextsBytecode);
  const SigningKeys = await send(signingKeysBytecode);
  const TakeOvers = await send(linkBytecode(takeOversBytecode, { RegistryTexts, SigningKeys }));
  const libraries = { RegistryTexts, SigningKeys, TakeOvers };
  return send(
    encodeDeployData({
      abi: authorityRegistryAbi,
      bytecode: linkBytecode(authorityRegistryBytecode, libraries),
      args: [city, iss, names, administrator],
    }),
  );
}

export async function sendDeployment(
  url: string,
  deployer: OpenRegistry["accounts"]["deployer"],
  data: Hex,
): Promise<Hex> {
  const raw = await deployer.signTransaction({
    type: "eip1559",
    chainId,
    nonce: Number(await rpc(url, "eth_getTransactionCount", [deployer.address, "latest"])),
    gas: 16_000_000n,
    maxFeePerGas: 0n,
    maxPriorityFeePerGas: 0n,
    data,
  });
  const hash = await rpc(url, "eth_sendRawTransaction", [raw]);
  await rpc(url, "evm_mine");
  const receipt = (await rpc(url, "eth_getTransactionReceipt", [hash])) as {
    contractAddress: Hex;
    status: string;
  };
  if (receipt.status !== "0x1") throw new Error("not deployed");
  return receipt.contractAddress;
}

async function deliver(url: string, database: Database, chain: EvmChain, time?: bigint) {
  const unsettled = await loadUnsettled(database, 1_000);
  for (const transaction of unsettled) await chain.send(transaction);
  await rpc(url, "evm_mine", time === undefined ? [] : [Number(time)]);
  const receipts = await chain.receipts(unsettled.map(({ hash }) => hash));
  for (const [index, receipt] of receipts.entries()) {
    if (!receipt) continue;
    await database.query(
      "update chain_transactions set state = $2, block_number = $3, mined_at = now() where id = $1",
      [unsettled[index]?.id, receipt.succeeded ? "mined" : "reverted", receipt.blockNumber],
    );
  }
}

async function index(database: Database, chain: EvmChain, evm: EvmContracts): Promise<void> {
  const { rows } = await database.query<{ block_number: string }>(
    "select block_number from chain_cursor",
  );
  const from = BigInt(rows[0]?.block_number ?? -1) + 1n;
  const head = await chain.blockNumber();
  if (head < from) return;
  const blocks = new Map((await chain.blocks(from, head)).map((block) => [block.number, block]));
  const logs = await chain.logs(evm.addresses, from, head);
  await database.transaction(async (tx) => {
    for (const log of logs) {
      const event = evm.decode(log);
      if (!event) continue;
      await tx.query("insert into chain_events values ($1, $2, $3, $4, $5, $6, $7)", [
        event.blockNumber,
        event.logIndex,
        blocks.get(event.blockNumber)?.time,
        fromHex(event.transactionHash),
        event.contract,
        event.name,
        JSON.stringify(event.args),
      ]);
    }
    await setCursor(tx, head, blocks.get(head)?.hash ?? toHex(Buffer.alloc(32)));
  });
}

/** Puts the indexer's cursor on a block. */
export async function setCursor(
  tx: Pick<Database, "query">,
  number: bigint,
  hash: Hex,
): Promise<void> {
  await tx.query(
    `insert into chain_cursor (block_number, block_hash) values ($1, $2)
     on conflict (deployment) do update set block_number = $1, block_hash = $2`,
    [number, fromHex(hash)],
  );
}
