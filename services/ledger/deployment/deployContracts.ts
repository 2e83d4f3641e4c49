import { setTimeout as delay } from "node:timers/promises";
import { type Hex, type LocalizedText, toAuthorityId } from "@sello/sdk";
import { encodeDeployData, getContractAddress } from "viem";
import type { Queryable, Transaction, Transactor } from "../../platform/database/Transaction.ts";
import { ChainError } from "../errors.ts";
import {
  authorityRegistryBytecode,
  documentLogBytecode,
  registryTextsBytecode,
  signingKeysBytecode,
  statusListsBytecode,
  takeOversBytecode,
} from "../evm/abi/bytecode.ts";
import { contractAbis } from "../evm/contractAbis.ts";
import {
  currentEdition,
  currentInterfaces,
  findEdition,
  type Interfaces,
} from "../evm/contractEditions.ts";
import type { EvmChain } from "../evm/EvmChain.ts";
import type { ContractName } from "../Journal.ts";
import type { PgJournal } from "../journal/PgJournal.ts";
import { ledgerLimits } from "../ledgerLimits.ts";
import type { Deployment } from "./Deployment.ts";
import { type LibraryName, linkBytecode } from "./linkBytecode.ts";
import { PgDeployments, type WrittenDeployment } from "./PgDeployments.ts";

/** Who is at the root of the tree of authorities, as the registry learns once and keeps forever. */
export type City = {
  /** `iss` of the city centre. */
  readonly iss: string;
  readonly names: LocalizedText;
  /** Wallet of the first officer, who has the right to administer. */
  readonly firstAdministrator: Hex;
};

export type DeployOptions = {
  readonly database: Queryable & Transactor;
  /** Of the chain, for no contracts yet. */
  readonly journal: PgJournal;
  readonly chain: EvmChain;
  readonly city: City;
  /** First line of the log's checkpoints. */
  readonly origin: string;
  /** Of a chain that this program runs: the rules of its genesis. Null: others run it. */
  readonly hardfork?: string | null;
  /** Ends the waiting for blocks. What was written down is found again next time. */
  readonly signal?: AbortSignal;
};

type Create = (name: ContractName | LibraryName, data: Hex) => Promise<Hex>;

const pollMs = 20;

/**
 * The deployment that is open: the one made before, or the network's first. Whatever is killed when, there is one: its
 * transactions and its addresses are written down together, before any is sent. The sender or block maker must be
 * running. Throws `ChainError`: `chain.wrong_id` if it belongs to another chain, `chain.other_contracts` if its
 * contracts are those of another version of this program, `chain.deployment_failed` if a contract is not there.
 */
export async function openDeployment(options: DeployOptions): Promise<Deployment> {
  const { database, chain } = options;
  const deployments = new PgDeployments(database);
  const deployment = await database.transaction((tx) => findOrWrite(tx, options, "open"));
  if (deployment.chainId !== chain.chainId) {
    throw new ChainError("chain.wrong_id", "This deployment belongs to another chain.", {
      expected: deployment.chainId,
      actual: chain.chainId,
    });
  }
  await requireKnownContracts(database);
  await untilMined(database, await deployments.transactionsOf(deployment.id), options.signal);
  await checkCode(chain, deployment);
  await deployments.noteOpened(deployment.id);
  return (await deployments.open()) ?? deployment;
}

/**
 * Writes down the deployment that will be open next, with the transactions that make its contracts; one that is written
 * down already stays.
 */
export async function writeSuccessor(options: DeployOptions): Promise<void> {
  await options.database.transaction((tx) => findOrWrite(tx, options, "preparing"));
}

/** Whether its contracts are there. Throws `ChainError` `chain.deployment_failed` if one was not deployed. */
export async function isDeployed(db: Queryable, { id }: Deployment): Promise<boolean> {
  return areMined(db, await new PgDeployments(db).transactionsOf(id));
}

async function findOrWrite(
  tx: Transaction,
  options: DeployOptions,
  state: "open" | "preparing",
): Promise<Deployment> {
  // Two processes that start at once: the second waits here, then finds what the first has written.
  await tx.query("lock table deployments in exclusive mode");
  const deployments = new PgDeployments(tx);
  const find = () => deployments[state]();
  const found = await find();
  if (found !== null) return found;
  await deployments.insert(tx, await writeDown(tx, options), state);
  const written = await find();
  if (written === null) throw new Error("a deployment was not written down");
  return written;
}

async function writeDown(tx: Transaction, options: DeployOptions): Promise<WrittenDeployment> {
  const { chain, journal, city, origin, hardfork = null } = options;
  const settled = await new PgDeployments(tx).settleChain(tx, {
    chainId: chain.chainId,
    embedded: hardfork !== null,
    hardfork: hardfork ?? "",
  });
  const head = await chain.blockNumber();
  const reorganised = BigInt(ledgerLimits.reorganisationBlocks);
  const transactionIds: bigint[] = [];
  const create: Create = async (contract, data) => {
    const purpose = `deploy:${contract}`;
    const written = await journal.enqueueDeployment(tx, { role: "relay", data, purpose });
    transactionIds.push(written.id);
    const address = getContractAddress({ from: written.sender, nonce: written.nonce });
    return address.toLowerCase() as Hex;
  };
  const libraries = await createLibraries(create);
  const registry = await create("AuthorityRegistry", registryData(city, libraries));
  const contracts = {
    AuthorityRegistry: registry,
    DocumentLog: await create("DocumentLog", boundData("DocumentLog", registry)),
    StatusLists: await create("StatusLists", boundData("StatusLists", registry)),
  };
  return {
    chain: settled.number,
    contracts,
    origin,
    edition: currentEdition,
    interfaces: currentInterfaces,
    // The newest blocks may still change.
    firstBlock: head < reorganised ? 1n : head - reorganised + 1n,
    transactionIds,
  };
}

/**
 * Refuses a database whose contracts this program cannot use; one that has none, or no schema yet, is fine.
 * Throws `ChainError` (`chain.other_contracts`).
 */
export async function requireKnownContracts(db: Queryable): Promise<void> {
  const { rows } = await db.query(
    "select to_regclass('deployments') is not null as row, to_regclass('deployment') is not null as one",
  );
  if (rows[0]?.row === true)
    return requireKnown(await interfacesOf(db, "select interfaces from deployments"));
  // A database of before had one deployment, in its settings.
  if (rows[0]?.one === true)
    requireKnown(
      await interfacesOf(
        db,
        "select value -> 'interfaces' as interfaces from deployment where name = 'chain'",
      ),
    );
}

async function interfacesOf(db: Queryable, text: string): Promise<Partial<Interfaces>[]> {
  const { rows } = await db.query<{ interfaces: Partial<Interfaces> | null }>(text);
  return rows.map(({ interfaces }) => interfaces ?? {});
}

function requireKnown(deployed: readonly Partial<Interfaces>[]): void {
  if (deployed.every((interfaces) => findEdition(interfaces) !== null)) return;
  throw new ChainError(
    "chain.other_contracts",
    "This data was made with the contracts of another version of Sello, which this one cannot use. Nothing was changed. Start it with the version that made it; or begin again, with other data (--data FOLDER) or without this (./sello reset).",
  );
}

const boundData = (contract: "DocumentLog" | "StatusLists", registry: Hex): Hex =>
  contract === "DocumentLog"
    ? encodeDeployData({
        abi: contractAbis.DocumentLog,
        bytecode: documentLogBytecode,
        args: [registry],
      })
    : encodeDeployData({
        abi: contractAbis.StatusLists,
        bytecode: statusListsBytecode,
        args: [registry],
      });

async function createLibraries(create: Create): Promise<Record<LibraryName, Hex>> {
  const RegistryTexts = await create("RegistryTexts", registryTextsBytecode);
  const SigningKeys = await create("SigningKeys", signingKeysBytecode);
  const takeOvers = linkBytecode(takeOversBytecode, { RegistryTexts, SigningKeys });
  return { RegistryTexts, SigningKeys, TakeOvers: await create("TakeOvers", takeOvers) };
}

const registryData = (
  { iss, names, firstAdministrator }: City,
  libraries: Record<LibraryName, Hex>,
): Hex =>
  encodeDeployData({
    abi: contractAbis.AuthorityRegistry,
    bytecode: linkBytecode(authorityRegistryBytecode, libraries),
    args: [toAuthorityId(iss), iss, JSON.stringify(names), firstAdministrator],
  });

async function untilMined(
  db: Queryable,
  transactionIds: readonly bigint[],
  signal: AbortSignal | undefined,
): Promise<void> {
  while (!(await areMined(db, transactionIds)))
    await delay(pollMs, undefined, signal === undefined ? {} : { signal });
}

async function areMined(db: Queryable, transactionIds: readonly bigint[]): Promise<boolean> {
  const { rows } = await db.query<{ purpose: string; state: string; error: unknown }>(
    "select purpose, state, error from chain_transactions where id = any($1::bigint[])",
    [transactionIds],
  );
  const failed = rows.find(({ state }) => state === "reverted");
  if (failed !== undefined) {
    throw new ChainError("chain.deployment_failed", "A contract was not deployed.", failed);
  }
  return rows.every(({ state }) => state === "mined");
}

async function checkCode(chain: EvmChain, { contracts }: Deployment): Promise<void> {
  for (const [contract, address] of Object.entries(contracts)) {
    if ((await chain.codeAt(address)) === "0x") {
      throw new ChainError("chain.deployment_failed", "There is no contract at its address.", {
        contract,
        address,
      });
    }
  }
}
