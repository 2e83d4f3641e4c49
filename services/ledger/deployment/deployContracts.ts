import { createHash } from "node:crypto";
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
import type { EvmChain } from "../evm/EvmChain.ts";
import type { ContractName } from "../Journal.ts";
import type { PgJournal } from "../journal/PgJournal.ts";
import type { ChainDescription } from "../Ledger.ts";
import { type LibraryName, linkBytecode } from "./linkBytecode.ts";

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
  readonly journal: PgJournal;
  readonly chain: EvmChain;
  readonly city: City;
  /** Ends the waiting for blocks. What was written down is found again next time. */
  readonly signal?: AbortSignal;
};

/** What `deployment` keeps: addresses are known from the account and its nonces before anything is mined. */
type Deployment = ChainDescription & {
  readonly transactionIds: readonly string[];
  /** SHA-256 of each contract's ABI, in hex: what a program must speak to be able to use it. */
  readonly interfaces: Readonly<Record<ContractName, string>>;
};

type Deploy = (name: ContractName | LibraryName, data: Hex) => Promise<Hex>;

const name = "chain";
const pollMs = 20;

/**
 * The contracts of this deployment: those deployed before, or new ones. Whatever is killed when, there is
 * one set: its transactions and its addresses are written down together, before any is sent. The
 * sender or block maker must be running. Throws `ChainError`: `chain.wrong_id` if the deployment belongs to
 * another chain, `chain.other_contracts` if its contracts are those of another version of this program,
 * `chain.deployment_failed` if a contract is not there.
 */
export async function deployContracts(options: DeployOptions): Promise<ChainDescription> {
  const { database, chain } = options;
  const deployment = await database.transaction(
    async (tx) => (await loadDeployment(tx)) ?? (await writeDown(tx, options)),
  );
  if (deployment.chainId !== chain.chainId) {
    throw new ChainError("chain.wrong_id", "This deployment belongs to another chain.", {
      expected: deployment.chainId,
      actual: chain.chainId,
    });
  }
  requireOurInterfaces(deployment);
  await untilMined(database, deployment, options.signal);
  await checkCode(chain, deployment);
  return { chainId: deployment.chainId, contracts: deployment.contracts };
}

/** The contracts as they were written down; null before the first deployment. */
export async function loadDeployment(db: Queryable): Promise<Deployment | null> {
  const { rows } = await db.query<{ value: Deployment }>(
    "select value from deployment where name = $1",
    [name],
  );
  return rows[0]?.value ?? null;
}

/**
 * Refuses a database whose contracts this program cannot use; one that has none, or no schema yet, is fine.
 * Throws `ChainError` (`chain.other_contracts`).
 */
export async function requireKnownContracts(db: Queryable): Promise<void> {
  const { rows } = await db.query("select to_regclass('deployment') is not null as there");
  const deployment = rows[0]?.there === true ? await loadDeployment(db) : null;
  if (deployment !== null) requireOurInterfaces(deployment);
}

async function writeDown(
  tx: Transaction,
  { chain, journal, city }: DeployOptions,
): Promise<Deployment> {
  // Two processes that start at once: the second waits here, then finds what the first has written.
  await tx.query("lock table deployment in exclusive mode");
  const found = await loadDeployment(tx);
  if (found !== null) return found;
  const transactionIds: string[] = [];
  const deploy: Deploy = async (contract, data) => {
    const purpose = `deploy:${contract}`;
    const written = await journal.enqueueDeployment(tx, { role: "relay", data, purpose });
    transactionIds.push(String(written.id));
    const address = getContractAddress({ from: written.sender, nonce: written.nonce });
    return address.toLowerCase() as Hex;
  };
  const libraries = await deployLibraries(deploy);
  const registry = await deploy("AuthorityRegistry", registryData(city, libraries));
  const contracts = {
    AuthorityRegistry: registry,
    DocumentLog: await deploy(
      "DocumentLog",
      encodeDeployData({
        abi: contractAbis.DocumentLog,
        bytecode: documentLogBytecode,
        args: [registry],
      }),
    ),
    StatusLists: await deploy(
      "StatusLists",
      encodeDeployData({
        abi: contractAbis.StatusLists,
        bytecode: statusListsBytecode,
        args: [registry],
      }),
    ),
  };
  const deployment = { chainId: chain.chainId, contracts, transactionIds, interfaces };
  await tx.query("insert into deployment (name, value) values ($1, $2)", [
    name,
    JSON.stringify(deployment),
  ]);
  return deployment;
}

const digestOf = (contract: ContractName): string =>
  createHash("sha256").update(JSON.stringify(contractAbis[contract])).digest("hex");

const interfaces: Deployment["interfaces"] = {
  AuthorityRegistry: digestOf("AuthorityRegistry"),
  DocumentLog: digestOf("DocumentLog"),
  StatusLists: digestOf("StatusLists"),
};

// Contracts cannot be changed (docs/decisions/0010), so a program that calls them otherwise would fail later, act by
// act. ABIs are compared and not code, which another comment changes too.
function requireOurInterfaces({ interfaces: deployed }: Partial<Deployment>): void {
  for (const [contract, digest] of Object.entries(interfaces)) {
    if (deployed?.[contract as ContractName] === digest) continue;
    throw new ChainError(
      "chain.other_contracts",
      "This data was made with the contracts of another version of Sello, which this one cannot use. Nothing was changed. Start it with the version that made it; or begin again, with other data (--data FOLDER) or without this (./sello reset).",
      { contract },
    );
  }
}

async function deployLibraries(deploy: Deploy): Promise<Record<LibraryName, Hex>> {
  const RegistryTexts = await deploy("RegistryTexts", registryTextsBytecode);
  const SigningKeys = await deploy("SigningKeys", signingKeysBytecode);
  const takeOvers = linkBytecode(takeOversBytecode, { RegistryTexts, SigningKeys });
  return { RegistryTexts, SigningKeys, TakeOvers: await deploy("TakeOvers", takeOvers) };
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
  { transactionIds }: Deployment,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (;;) {
    const { rows } = await db.query<{ purpose: string; state: string; error: unknown }>(
      "select purpose, state, error from chain_transactions where id = any($1::bigint[])",
      [transactionIds],
    );
    const failed = rows.find(({ state }) => state === "reverted");
    if (failed !== undefined) {
      throw new ChainError("chain.deployment_failed", "A contract was not deployed.", failed);
    }
    if (rows.every(({ state }) => state === "mined")) return;
    await delay(pollMs, undefined, signal === undefined ? {} : { signal });
  }
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
