import { AnvilFailure } from "../../dev/chain/AnvilRpc.ts";
import { BlockMaker } from "../../dev/chain/BlockMaker.ts";
import { EmbeddedChain } from "../../dev/chain/EmbeddedChain.ts";
import { type City, deployContracts } from "../ledger/deployment/deployContracts.ts";
import { EvmChain } from "../ledger/evm/EvmChain.ts";
import { EvmContracts } from "../ledger/evm/EvmContracts.ts";
import { EvmLedger } from "../ledger/evm/EvmLedger.ts";
import type { WrittenBlocks } from "../ledger/indexer/WrittenBlocks.ts";
import { PgJournal } from "../ledger/journal/PgJournal.ts";
import { PgSession } from "../ledger/journal/PgSession.ts";
import { Receipts } from "../ledger/journal/Receipts.ts";
import { registerSenders } from "../ledger/journal/registerSenders.ts";
import { Sender } from "../ledger/journal/Sender.ts";
import { systemClock } from "../platform/Clock.ts";
import type { Config } from "../platform/config.ts";
import type { Database } from "../platform/database/Database.ts";
import { StartError } from "../platform/errors.ts";
import { freePort } from "../platform/freePort.ts";
import type { Logger } from "../platform/Logger.ts";
import type { SealedKeys } from "../signing/SealedKeys.ts";
import { announce } from "./announce.ts";
import type { Endings } from "./Endings.ts";
import { chainDirectory } from "./HeldPorts.ts";
import { LiveSenderAccounts } from "./LiveSenderAccounts.ts";

/** The chain and all that speaks with it, started. */
export type LedgerParts = {
  readonly chain: EvmChain;
  readonly contracts: EvmContracts;
  readonly ledger: EvmLedger;
  readonly journal: PgJournal;
  readonly receipts: Receipts;
  /** Of the embedded chain: the blocks that count. */
  readonly written: WrittenBlocks | null;
  readonly session: PgSession;
  readonly accounts: LiveSenderAccounts;
  /** Where the chain's nodes answer to others on this machine: witnesses, monitors. */
  readonly rpcUrls: readonly string[];
};

type Context = { readonly config: Config; readonly database: Database; readonly logger: Logger };

/** A chain that is there: the embedded one, rebuilt, or the nodes that the settings name. */
async function openChain(
  { config, database, logger }: Context,
  session: PgSession,
  endings: Endings,
) {
  const { chainUrls } = config;
  if (chainUrls) {
    const chain = new EvmChain({ chainId: config.chainId, urls: () => chainUrls });
    return { chain, embedded: null, rpcUrls: chainUrls };
  }
  const name = "chain" as const;
  announce({ kind: "step", name, detail: "embedded" });
  // One port as long as we run: witnesses and monitors come back to it after a rebuild.
  const port = config.chainPort ?? (await freePort());
  const embedded = new EmbeddedChain({
    database,
    session,
    logger,
    chainId: config.chainId,
    directory: chainDirectory(config),
    port,
    onAltered: (block) =>
      announce({ kind: "notice", code: "chain.altered", data: { block: Number(block) } }),
    onProgress: (done, total) =>
      announce({ kind: "step", name, detail: "rebuilding", done: Number(done), of: Number(total) }),
  });
  endings.add(() => embedded.stop());
  await startNode(embedded);
  const chain = new EvmChain({ chainId: config.chainId, urls: embedded.urls });
  const rpcUrl = `http://127.0.0.1:${port}`;
  announce({ kind: "chain", rpcUrl });
  return { chain, embedded, rpcUrls: [rpcUrl] };
}

async function startNode(embedded: EmbeddedChain): Promise<void> {
  try {
    await embedded.start();
  } catch (error) {
    if (!(error instanceof AnvilFailure)) throw error;
    throw new StartError(
      "chain.not_started",
      `The embedded chain did not start: ${error.message}. Start again; or name a chain of your own with LEDGER_RPC_URL.`,
      { reason: error.message },
      error,
    );
  }
}

/**
 * Starts the chain's side and makes sure that the contracts are there.
 * @param endings what is started says here how it is ended, so that a start that fails leaves nothing behind
 */
export async function startLedger(
  context: Context,
  keys: SealedKeys,
  city: () => Promise<City>,
  endings: Endings,
): Promise<LedgerParts> {
  const { config, database, logger } = context;
  const session = new PgSession({ pool: database.pool, logger });
  endings.add(() => session.close());
  const { chain, embedded, rpcUrls } = await openChain(context, session, endings);
  const accounts = await LiveSenderAccounts.open(database, keys);
  await registerSenders(database, chain, accounts);
  const receipts = new Receipts({ database, chain });
  const { loop: delivery } = embedded
    ? new BlockMaker({ database, chain: embedded, receipts, session, clock: systemClock, logger })
    : new Sender({ database, chain, receipts, session, logger });
  const waiting = new AbortController();
  endings.add(() => delivery.stop());
  endings.add(async () => waiting.abort());
  if (config.roles.includes("worker")) delivery.start();
  announce({ kind: "step", name: "contracts" });
  const description = await deployContracts({
    database,
    chain,
    city: await city(),
    signal: waiting.signal,
    journal: new PgJournal({ chainId: config.chainId, accounts, contracts: null }),
  });
  return {
    chain,
    contracts: new EvmContracts(chain, description),
    ledger: new EvmLedger({ database, chain, description }),
    journal: new PgJournal({
      chainId: config.chainId,
      accounts,
      contracts: description.contracts,
    }),
    receipts,
    written: embedded?.blocks ?? null,
    session,
    accounts,
    rpcUrls,
  };
}
