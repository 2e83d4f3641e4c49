import { AnvilFailure } from "../../dev/chain/AnvilRpc.ts";
import { EmbeddedChain } from "../../dev/chain/EmbeddedChain.ts";
import type { ChainNumber, NetworkChain } from "../ledger/deployment/Deployment.ts";
import { EvmChain } from "../ledger/evm/EvmChain.ts";
import type { PgSession } from "../ledger/journal/PgSession.ts";
import type { Config } from "../platform/config.ts";
import type { Database } from "../platform/database/Database.ts";
import { ServiceError, StartError } from "../platform/errors.ts";
import { freePort } from "../platform/freePort.ts";
import type { Logger } from "../platform/Logger.ts";
import type { BlockMark } from "../trust-signer/RegistryView.ts";
import { announce } from "./announce.ts";
import { ChainAddresses } from "./ChainAddresses.ts";
import { chainDirectory } from "./HeldPorts.ts";

/** A chain that is there: the embedded one, rebuilt, or the nodes of one that others run. */
export type OpenChain = {
  readonly chain: EvmChain;
  readonly embedded: EmbeddedChain | null;
  /** Where the chain's nodes answer to others on this machine: witnesses, monitors. */
  readonly rpcUrls: readonly string[];
};

export type ChainsOptions = {
  readonly config: Config;
  readonly database: Database;
  readonly session: PgSession;
  readonly logger: Logger;
};

/** The chains that this process speaks with, each opened once however often the program is composed. */
export class Chains {
  readonly #options: ChainsOptions;
  readonly addresses: ChainAddresses;
  readonly #open = new Map<ChainNumber, OpenChain>();

  constructor(options: ChainsOptions) {
    this.#options = options;
    this.addresses = new ChainAddresses(options.config);
  }

  /** Throws `StartError` `chain.not_started`, `chain.no_address`. */
  async open(network: NetworkChain): Promise<OpenChain> {
    const known = this.#open.get(network.number);
    if (known !== undefined) return known;
    const opened = network.embedded ? await this.#embed(network) : this.#connect(network);
    this.#open.set(network.number, opened);
    return opened;
  }

  /** Ends what no deployment of these chains needs any more. */
  async closeOthers(needed: ReadonlySet<ChainNumber>): Promise<void> {
    for (const [number, { embedded }] of this.#open) {
      if (needed.has(number)) continue;
      this.#open.delete(number);
      await embedded?.stop();
    }
  }

  /** The newest block of which an embedded chain's node has forgotten the events; null of any other. */
  async forgottenThrough(number: ChainNumber): Promise<BlockMark | null> {
    const embedded = this.#open.get(number)?.embedded ?? null;
    if (embedded === null || embedded.snapshotBlock === 0n) return null;
    const hash = await embedded.blocks.hashOf(embedded.snapshotBlock);
    return hash === null ? null : { number: embedded.snapshotBlock, hash };
  }

  /** Whether a node of a chain that others run answers. */
  async answers(chainId: number): Promise<boolean> {
    try {
      const urls = this.addresses.of(chainId);
      await new EvmChain({ chainId, urls: () => urls }).blockNumber();
      return true;
    } catch (error) {
      if (error instanceof ServiceError) return false;
      throw error;
    }
  }

  #connect({ number, chainId }: NetworkChain): OpenChain {
    const rpcUrls = this.addresses.of(chainId);
    const chain = new EvmChain({ chainId, number, urls: () => this.addresses.of(chainId) });
    return { chain, embedded: null, rpcUrls };
  }

  async #embed({ number, chainId, hardfork }: NetworkChain): Promise<OpenChain> {
    const { config, database, session, logger } = this.#options;
    const name = "chain" as const;
    announce({ kind: "step", name, detail: "embedded" });
    // One port as long as we run: witnesses and monitors come back to it after a rebuild.
    const port = config.chainPort ?? (await freePort());
    const embedded = new EmbeddedChain({
      database,
      session,
      logger,
      chainId,
      number,
      hardfork,
      directory: chainDirectory(config),
      port,
      onAltered: (block) =>
        announce({ kind: "notice", code: "chain.altered", data: { block: Number(block) } }),
      onProgress: (done, total) =>
        announce({
          kind: "step",
          name,
          detail: "rebuilding",
          done: Number(done),
          of: Number(total),
        }),
    });
    await startNode(embedded);
    const chain = new EvmChain({ chainId, number, urls: embedded.urls });
    const rpcUrl = `http://127.0.0.1:${port}`;
    announce({ kind: "chain", rpcUrl });
    return { chain, embedded, rpcUrls: [rpcUrl] };
  }
}

async function startNode(embedded: EmbeddedChain): Promise<void> {
  try {
    await embedded.start();
  } catch (error) {
    await embedded.stop();
    if (!(error instanceof AnvilFailure)) throw error;
    throw new StartError(
      "chain.not_started",
      `The embedded chain did not start: ${error.message}. Start again; or name a chain of your own with LEDGER_RPC_URL.`,
      { reason: error.message },
      error,
    );
  }
}
