import { genesis } from "../../dev/chain/AnvilProcess.ts";
import { BlockMaker } from "../../dev/chain/BlockMaker.ts";
import {
  type ChainNumber,
  type Deployment,
  firstChain,
  firstDeployment,
  type NetworkChain,
} from "../ledger/deployment/Deployment.ts";
import { type City, openDeployment } from "../ledger/deployment/deployContracts.ts";
import { PgDeployments } from "../ledger/deployment/PgDeployments.ts";
import type { EvmChain } from "../ledger/evm/EvmChain.ts";
import { EvmContracts } from "../ledger/evm/EvmContracts.ts";
import { EvmLedger } from "../ledger/evm/EvmLedger.ts";
import type { WrittenBlocks } from "../ledger/indexer/WrittenBlocks.ts";
import { PgJournal } from "../ledger/journal/PgJournal.ts";
import type { PgSession } from "../ledger/journal/PgSession.ts";
import { Receipts } from "../ledger/journal/Receipts.ts";
import { registerSenders } from "../ledger/journal/registerSenders.ts";
import { Sender } from "../ledger/journal/Sender.ts";
import type { SenderAccounts } from "../ledger/journal/SenderAccount.ts";
import { systemClock } from "../platform/Clock.ts";
import type { Config } from "../platform/config.ts";
import type { Database } from "../platform/database/Database.ts";
import type { Logger } from "../platform/Logger.ts";
import type { Loop } from "../platform/loops/Loop.ts";
import type { SealedKeys } from "../signing/SealedKeys.ts";
import { announce } from "./announce.ts";
import type { Chains, OpenChain } from "./Chains.ts";
import type { Endings } from "./Endings.ts";
import { neededChains } from "./neededChains.ts";

/** One chain, with what brings transactions to it and records what became of them. */
type ChainParts = OpenChain & {
  readonly number: ChainNumber;
  readonly receipts: Receipts;
  readonly delivery: Loop;
};

/** One deployment and all that speaks with its chain. */
export type DeploymentParts = {
  readonly deployment: Deployment;
  readonly chain: EvmChain;
  readonly contracts: EvmContracts;
  readonly ledger: EvmLedger;
  readonly journal: PgJournal;
  readonly receipts: Receipts;
  /** Of the embedded chain: the blocks that count. */
  readonly written: WrittenBlocks | null;
  readonly session: PgSession;
  readonly accounts: SenderAccounts;
  /** Where the chain's nodes answer to others on this machine: witnesses, monitors. */
  readonly rpcUrls: readonly string[];
};

/** The network's deployments as this process works with them. */
export type NetworkParts = {
  readonly open: DeploymentParts;
  /** The one that will be open next, while it is made ready. */
  readonly preparing: DeploymentParts | null;
  /** Those whose logs are read only. */
  readonly sealed: readonly Deployment[];
  readonly chains: ReadonlySet<ChainNumber>;
  /** Where their nodes answer to others. */
  readonly nodes: readonly ChainNode[];
  /** What brings transactions to the chains; run by a worker. */
  readonly delivery: readonly Loop[];
};

export type ChainNode = { readonly chainId: number; readonly url: string };

export type LedgerContext = {
  readonly config: Config;
  readonly database: Database;
  readonly logger: Logger;
  readonly session: PgSession;
  readonly chains: Chains;
  readonly keys: SealedKeys;
  readonly accounts: SenderAccounts;
  readonly city: () => Promise<City>;
  /** Of the first log. */
  readonly logOrigin: string;
};

/**
 * Makes the chain's side of every deployment that takes part, and the network's first contracts where there are none.
 * @param endings what is started says here how it is ended, so that a start that fails leaves nothing behind
 */
export async function startLedger(context: LedgerContext, endings: Endings): Promise<NetworkParts> {
  const deployments = new PgDeployments(context.database);
  const chains = await openChains(context);
  if ((await deployments.open()) === null) await deployFirst(context, chains, endings);
  const all = await deployments.all();
  const toParts = (state: Deployment["state"]) => {
    const deployment = all.find((one) => one.state === state);
    const chain = deployment && chains.get(deployment.chain);
    return deployment && chain ? compose(context, chain, deployment) : null;
  };
  const open = toParts("open");
  if (open === null) throw new Error("no deployment is open");
  return {
    open,
    preparing: toParts("preparing"),
    sealed: all.filter(({ state }) => state === "sealed"),
    chains: new Set(chains.keys()),
    nodes: [...chains.values()].flatMap(({ chain, rpcUrls }) =>
      rpcUrls.map((url) => ({ chainId: chain.chainId, url })),
    ),
    delivery: [...chains.values()].map(({ delivery }) => delivery),
  };
}

/** Those that are needed; the settings' chain where there are none yet. */
async function openChains(context: LedgerContext): Promise<ReadonlyMap<ChainNumber, ChainParts>> {
  const { database, chains, accounts } = context;
  const deployments = new PgDeployments(database);
  const needed = await neededChains(database);
  const known = await deployments.chains();
  const found = known.filter(({ number }) => needed.has(number));
  const opened = new Map<ChainNumber, ChainParts>();
  for (const network of found.length > 0 ? found : [firstNetworkChain(context.config)]) {
    const open = await chains.open(network);
    await registerSenders(database, open.chain, accounts, network.number);
    opened.set(network.number, { ...open, number: network.number, ...toDelivery(context, open) });
  }
  return opened;
}

const firstNetworkChain = ({ chainId, chainUrls }: Config): NetworkChain => ({
  number: firstChain,
  chainId,
  embedded: chainUrls === null,
  hardfork: genesis.hardfork,
});

function toDelivery({ database, session, logger }: LedgerContext, { chain, embedded }: OpenChain) {
  const receipts = new Receipts({ database, chain });
  const { loop } = embedded
    ? new BlockMaker({ database, chain: embedded, receipts, session, clock: systemClock, logger })
    : new Sender({ database, chain, receipts, session, logger });
  return { receipts, delivery: loop };
}

async function deployFirst(
  context: LedgerContext,
  chains: ReadonlyMap<ChainNumber, ChainParts>,
  endings: Endings,
): Promise<void> {
  const { config, database, accounts, city, logOrigin } = context;
  const first = chains.get(firstChain);
  if (first === undefined) throw new Error("the first chain is not open");
  const waiting = new AbortController();
  endings.add(() => first.delivery.stop());
  endings.add(async () => waiting.abort());
  if (config.roles.includes("worker")) first.delivery.start();
  announce({ kind: "step", name: "contracts" });
  await openDeployment({
    database,
    chain: first.chain,
    city: await city(),
    origin: logOrigin,
    hardfork: first.embedded === null ? null : genesis.hardfork,
    signal: waiting.signal,
    journal: new PgJournal({
      chainId: first.chain.chainId,
      place: { id: firstDeployment, chain: firstChain },
      accounts,
      contracts: null,
    }),
  });
}

function compose(
  { database, session, accounts }: LedgerContext,
  { chain, receipts, embedded, rpcUrls }: ChainParts,
  deployment: Deployment,
): DeploymentParts {
  const { id, contracts } = deployment;
  return {
    deployment,
    chain,
    contracts: new EvmContracts(chain, deployment, id),
    ledger: new EvmLedger({ database, chain, description: deployment, deployment: id }),
    journal: new PgJournal({
      chainId: chain.chainId,
      place: { id, chain: deployment.chain },
      accounts,
      contracts,
    }),
    receipts,
    written: embedded?.blocks ?? null,
    session,
    accounts,
    rpcUrls,
  };
}
