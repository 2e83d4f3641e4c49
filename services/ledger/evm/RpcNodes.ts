import {
  BaseError,
  type Client,
  createClient,
  HttpRequestError,
  type HttpTransport,
  http,
  RpcRequestError,
  TimeoutError,
} from "viem";
import { Unavailable } from "../../platform/errors.ts";
import { ChainError } from "../errors.ts";
import { ledgerLimits } from "../ledgerLimits.ts";

export type RpcClient = Client<HttpTransport>;

/** Where the nodes are now. The embedded node has no address while it is being rebuilt. */
export type NodeUrls = () => readonly string[];

/** The node's own answer to a request that it refuses, if that is what went wrong. */
export function toRpcError(error: unknown): RpcRequestError | null {
  if (!(error instanceof BaseError)) return null;
  const found = error.walk((cause) => cause instanceof RpcRequestError);
  return found instanceof RpcRequestError ? found : null;
}

const isNodeFailure = (error: unknown): boolean =>
  error instanceof BaseError &&
  error.walk((cause) => cause instanceof HttpRequestError || cause instanceof TimeoutError) !==
    null;

function toClient(url: string): RpcClient {
  return createClient({
    transport: http(url, {
      timeout: ledgerLimits.rpcMs,
      retryCount: 0,
      fetchOptions: { redirect: "error" },
      batch: { batchSize: ledgerLimits.rpcBatchRequests, wait: 0 },
    }),
  });
}

/**
 * Several nodes of one chain. Requests go to one of them until it fails, then to the next: answers that
 * belong together come from the same node. No node is used before it has answered with the right chain id.
 */
export class RpcNodes {
  readonly #chainId: number;
  readonly #urls: NodeUrls;
  readonly #clients = new Map<string, RpcClient>();
  readonly #checked = new Set<string>();
  #current: string | null = null;

  constructor(chainId: number, urls: NodeUrls) {
    this.#chainId = chainId;
    this.#urls = urls;
  }

  get current(): string | null {
    return this.#current;
  }

  /** Throws `Unavailable` (`chain.unavailable`) when no node answers; passes on what a node refuses. */
  async run<T>(work: (client: RpcClient) => Promise<T>): Promise<T> {
    let failure: unknown;
    for (const url of this.#inOrder()) {
      try {
        const result = await work(await this.#checkedClient(url));
        this.#current = url;
        return result;
      } catch (error) {
        if (!isNodeFailure(error)) throw error;
        this.#forget(url);
        failure = error;
      }
    }
    throw new Unavailable("chain.unavailable", "No node of the chain answers.", failure);
  }

  #inOrder(): string[] {
    const urls = [...this.#urls()];
    const start = this.#current === null ? -1 : urls.indexOf(this.#current);
    return start <= 0 ? urls : [...urls.slice(start), ...urls.slice(0, start)];
  }

  async #checkedClient(url: string): Promise<RpcClient> {
    const client = this.#clients.get(url) ?? toClient(url);
    this.#clients.set(url, client);
    if (this.#checked.has(url)) return client;
    const actual = Number(await client.request({ method: "eth_chainId" }));
    if (actual !== this.#chainId) {
      throw new ChainError("chain.wrong_id", "A node answers for another chain.", {
        expected: this.#chainId,
        actual,
        node: new URL(url).host,
      });
    }
    this.#checked.add(url);
    return client;
  }

  #forget(url: string): void {
    // What answers there next may be another chain.
    this.#clients.delete(url);
    this.#checked.delete(url);
    if (this.#current === url) this.#current = null;
  }
}
