import type { AuthorityId, Deployment, DocumentTypeId, Hex } from "@sello/sdk";
import {
  BaseError,
  createPublicClient,
  type GetLogsReturnType,
  HttpRequestError,
  http,
  type PublicClient,
  parseEventLogs,
  TimeoutError,
  TransactionReceiptNotFoundError,
} from "viem";
import { CliError } from "../CliError.ts";
import { exitCodes } from "../exitCodes.ts";
import {
  historyEvents,
  logAbi,
  logEvents,
  registryAbi,
  registryEvents,
  statusAbi,
  statusEvents,
} from "./contractAbis.ts";
import { monitorLimits } from "./monitorLimits.ts";

export type Contracts = Pick<Deployment, "chainId" | "registry" | "log" | "statusLists">;
export type Block = { readonly number: number; readonly hash: Hex };

const events = [...logEvents, ...statusEvents, ...registryEvents] as const;
type Log = GetLogsReturnType<undefined, typeof events, true, bigint, bigint>[number];
type Named<Name extends Log["eventName"]> = {
  [Each in Name]: {
    readonly name: Each;
    readonly block: number;
    readonly args: Extract<Log, { eventName: Each }>["args"];
  };
}[Name];

export type LogEvent = Named<"BatchAppended">;
export type StatusEvent = Named<"StatusChanged">;
export type StatusHeadEvent = Named<"StatusHeadTaken">;
export type TakeOverEvent = Named<"TakeOverBegun">;
export type ContractEvent = Named<Log["eventName"]>;
export type RegistryEvent = Exclude<ContractEvent, LogEvent | StatusEvent | StatusHeadEvent>;

/** An entry as in the log contract's event. */
export type ChainEntry = {
  readonly index: number;
  readonly authority: AuthorityId;
  readonly documentType: DocumentTypeId;
  readonly batchRoot: Hex;
  /** A bigint where no number holds it. */
  readonly count: number | bigint;
  readonly anchoredAt: number;
  readonly logRoot: Hex;
};

/** An event of an authority's history, and the block that has it. */
export type HistoryEvent = {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly block: Block;
  /** The block's time, in unix seconds. */
  readonly at: number;
};

const timeoutMs = 30_000;

/** Our own view of the chain: a node that we chose, and nobody who issues anything. */
export class ChainNode {
  readonly #client: PublicClient;
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
    this.#client = createPublicClient({
      cacheTime: 0,
      transport: http(url, { timeout: timeoutMs, retryCount: 2 }),
    });
  }

  chainId(): Promise<number> {
    return this.#ask(() => this.#client.getChainId());
  }

  head(): Promise<Block> {
    return this.#ask(async () => toBlock(await this.#client.getBlock({ blockTag: "latest" })));
  }

  /** Null when the node has no such block. */
  async hashOf(number: number): Promise<Hex | null> {
    const head = await this.head();
    if (head.number < number) return null;
    return this.#ask(
      async () => toBlock(await this.#client.getBlock({ blockNumber: BigInt(number) })).hash,
    );
  }

  /** Events of the three contracts in blocks `from` to `to`, both included, in the chain's order. */
  async *events(contracts: Contracts, from: number, to: number): AsyncGenerator<ContractEvent> {
    for (let start = from; start <= to; start += monitorLimits.blocksPerRequest) {
      const end = Math.min(to, start + monitorLimits.blocksPerRequest - 1);
      const logs = await this.#ask(() => this.#logs(contracts, start, end));
      for (const log of logs)
        if (log.address.toLowerCase() === emitterOf(log, contracts)) yield toEvent(log);
    }
  }

  /**
   * The event of the registry at this place, as the transaction's receipt has it; null when it has none.
   * @param logIndex which event of the block
   */
  async historyEvent(
    { registry }: Pick<Contracts, "registry">,
    transactionHash: Hex,
    logIndex: number,
  ): Promise<HistoryEvent | null> {
    return this.#ask(async () => {
      const receipt = await this.#client
        .getTransactionReceipt({ hash: transactionHash })
        .catch((error: unknown) => {
          if (error instanceof TransactionReceiptNotFoundError) return null;
          throw error;
        });
      const logs = receipt?.logs.filter(
        (log) => log.logIndex === logIndex && log.address.toLowerCase() === registry.toLowerCase(),
      );
      const [event] = parseEventLogs({ abi: historyEvents, logs: logs ?? [] });
      if (!receipt || !event) return null;
      const { timestamp } = await this.#client.getBlock({ blockHash: receipt.blockHash });
      const block = toBlock({ number: receipt.blockNumber, hash: receipt.blockHash });
      return { name: event.eventName, args: event.args, block, at: Number(timestamp) };
    });
  }

  /** The log contract's own root and size, at the end of a block. */
  async log({ log: address }: Contracts, block: number): Promise<{ root: Hex; size: number }> {
    const at = { address, abi: logAbi, blockNumber: BigInt(block) };
    return this.#ask(async () => {
      const root = await this.#client.readContract({ ...at, functionName: "root" });
      const size = await this.#client.readContract({ ...at, functionName: "size" });
      return { root, size: Number(size) };
    });
  }

  /** The status lists contract's own head of a list, at the end of a block. */
  async statusHead(
    { statusLists: address }: Contracts,
    owner: AuthorityId,
    list: bigint,
    block: number,
  ): Promise<Hex> {
    const at = { address, abi: statusAbi, blockNumber: BigInt(block) };
    return this.#ask(() =>
      this.#client.readContract({ ...at, functionName: "headOf", args: [owner, list] }),
    );
  }

  /** The registries that log and status lists obey; null when such a contract is not there. */
  async registries({ log, statusLists }: Contracts): Promise<readonly (Hex | null)[]> {
    return Promise.all([
      this.#registryOf({ address: log, abi: logAbi }),
      this.#registryOf({ address: statusLists, abi: statusAbi }),
    ]);
  }

  /** What the registry contract answers about a right at a time (unix seconds). */
  async mayIssueAt(
    { registry }: Contracts,
    authority: AuthorityId,
    documentType: DocumentTypeId,
    at: number,
  ): Promise<{ active: boolean; accredited: boolean }> {
    const contract = { address: registry, abi: registryAbi };
    return this.#ask(async () => ({
      active: await this.#client.readContract({
        ...contract,
        functionName: "isActiveAt",
        args: [authority, BigInt(at)],
      }),
      accredited: await this.#client.readContract({
        ...contract,
        functionName: "isAccreditedAt",
        args: [authority, documentType, BigInt(at)],
      }),
    }));
  }

  async #logs(contracts: Contracts, from: number, to: number): Promise<Log[]> {
    return this.#client.getLogs({
      address: [contracts.registry, contracts.log, contracts.statusLists],
      events,
      fromBlock: BigInt(from),
      toBlock: BigInt(to),
      strict: true,
    });
  }

  async #registryOf(contract: {
    readonly address: Hex;
    readonly abi: typeof logAbi | typeof statusAbi;
  }): Promise<Hex | null> {
    try {
      const address = await this.#client.readContract({ ...contract, functionName: "registry" });
      return address.toLowerCase() as Hex;
    } catch (error) {
      if (isUnreachable(error)) throw this.#unreachable(error);
      return null;
    }
  }

  async #ask<T>(question: () => Promise<T>): Promise<T> {
    try {
      return await question();
    } catch (error) {
      throw error instanceof BaseError ? this.#unreachable(error) : error;
    }
  }

  #unreachable(error: unknown): CliError {
    const reason = error instanceof BaseError ? error.shortMessage : String(error);
    return new CliError(
      `The node at ${this.#url} does not answer: ${reason}`,
      exitCodes.unavailable,
    );
  }
}

const isUnreachable = (error: unknown): boolean =>
  error instanceof BaseError &&
  error.walk((cause) => cause instanceof HttpRequestError || cause instanceof TimeoutError) !==
    null;

const toBlock = ({ number, hash }: { number: bigint; hash: Hex }): Block => ({
  number: Number(number),
  hash,
});

const toEvent = (log: Log): ContractEvent =>
  ({ name: log.eventName, block: Number(log.blockNumber), args: log.args }) as ContractEvent;

// Anybody may deploy a contract whose events look the same.
function emitterOf({ eventName }: Log, { log, statusLists, registry }: Contracts): Hex {
  if (eventName === "BatchAppended") return log;
  return statusEvents.some(({ name }) => name === eventName) ? statusLists : registry;
}
