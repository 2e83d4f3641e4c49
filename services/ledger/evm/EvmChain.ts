import type { Hex } from "@sello/sdk";
import { type ChainNumber, firstChain } from "../deployment/Deployment.ts";
import { ChainError } from "../errors.ts";
import type {
  CallRequest,
  ChainBlock,
  ChainLog,
  ChainReceipt,
  SignedTransaction,
} from "./ChainBlock.ts";
import { fetchRevertData, toRevertData } from "./fetchRevertData.ts";
import { type NodeUrls, type RpcClient, RpcNodes, toRpcError } from "./RpcNodes.ts";
import { type RpcBlock, toBlock, toLog, toQuantity, toReceipt } from "./rpcFormats.ts";

export type EvmChainOptions = {
  readonly chainId: number;
  /** Its place among the network's chains; the first unless given. */
  readonly number?: ChainNumber;
  /** One or several nodes, the preferred one first. */
  readonly urls: NodeUrls;
};

/**
 * A chain of the EVM family by its JSON-RPC nodes. Every method throws `Unavailable`
 * (`chain.unavailable`) when no node answers, and `ChainError` (`chain.wrong_id`) when one answers for
 * another chain. Nodes are believed about the past only as far as their blocks hang together: callers
 * compare hashes.
 */
export class EvmChain {
  readonly chainId: number;
  readonly number: ChainNumber;
  readonly #nodes: RpcNodes;

  constructor(options: EvmChainOptions) {
    this.chainId = options.chainId;
    this.number = options.number ?? firstChain;
    this.#nodes = new RpcNodes(options.chainId, options.urls);
  }

  /** The node that requests go to now. It changes when one fails: answers of two nodes do not mix. */
  get node(): string | null {
    return this.#nodes.current;
  }

  async blockNumber(): Promise<bigint> {
    return BigInt(await this.#nodes.run((client) => client.request({ method: "eth_blockNumber" })));
  }

  /** Null if there is no such block yet. */
  async block(number: bigint): Promise<ChainBlock | null> {
    return (await this.blocks(number, number))[0] ?? null;
  }

  /** Blocks `from` to `to`, both included, in order; ends early where the chain does. */
  async blocks(from: bigint, to: bigint): Promise<ChainBlock[]> {
    const numbers = Array.from({ length: Number(to - from) + 1 }, (_, i) => from + BigInt(i));
    const found = await this.#nodes.run((client) =>
      Promise.all(numbers.map((number) => requestBlock(client, number))),
    );
    const end = found.indexOf(null);
    return (end < 0 ? found : found.slice(0, end)).map((block) => toBlock(block as RpcBlock));
  }

  /** Logs of these addresses in blocks `from` to `to`, in order. Ranges a node finds too large are split. */
  async logs(addresses: readonly Hex[], from: bigint, to: bigint): Promise<ChainLog[]> {
    const filter = {
      address: [...addresses],
      fromBlock: toQuantity(from),
      toBlock: toQuantity(to),
    };
    try {
      const logs = await this.#nodes.run((client) =>
        client.request({ method: "eth_getLogs", params: [filter] }),
      );
      return logs.map(toLog);
    } catch (error) {
      // Nodes limit the range or the size of the answer, each in its own words: halve until it fits.
      if (toRpcError(error) === null || from === to) throw error;
      const middle = (from + to) / 2n;
      const lower = await this.logs(addresses, from, middle);
      return [...lower, ...(await this.logs(addresses, middle + 1n, to))];
    }
  }

  /** One answer a hash, in order; null where there is no receipt (yet). */
  async receipts(hashes: readonly Hex[]): Promise<(ChainReceipt | null)[]> {
    const found = await this.#nodes.run((client) =>
      Promise.all(
        hashes.map((hash) =>
          client.request({ method: "eth_getTransactionReceipt", params: [hash] }),
        ),
      ),
    );
    return found.map((receipt) => (receipt === null ? null : toReceipt(receipt)));
  }

  /**
   * Delivers a signed transaction. Sending it again is harmless: what the node already has, or has
   * mined, counts as delivered. Throws `ChainError`: `chain.nonce_taken` if another transaction is at
   * this nonce, `chain.refused` if the node does not take it for another reason.
   */
  async send(transaction: SignedTransaction): Promise<void> {
    try {
      await this.#nodes.run((client) =>
        client.request({ method: "eth_sendRawTransaction", params: [transaction.raw] }),
      );
    } catch (error) {
      const refusal = toRpcError(error);
      if (refusal === null) throw error;
      await this.#explainRefusal(transaction, refusal);
    }
  }

  /** Whether the node has the transaction, waiting or mined. */
  async knows(hash: Hex): Promise<boolean> {
    const found = await this.#nodes.run((client) =>
      client.request({ method: "eth_getTransactionByHash", params: [hash] }),
    );
    return found !== null;
  }

  /** The nonce that the account's next transaction must have, after what is mined. */
  async nextNonce(account: Hex): Promise<number> {
    const count = await this.#nodes.run((client) =>
      client.request({ method: "eth_getTransactionCount", params: [account, "latest"] }),
    );
    return Number(count);
  }

  /** Throws `ChainError` `chain.reverted` with `data.revertData` if the call reverts. */
  async call({ blockNumber, gas, ...request }: CallRequest): Promise<Hex> {
    const block = blockNumber === undefined ? "latest" : toQuantity(blockNumber);
    const fields = gas === undefined ? request : { ...request, gas: toQuantity(gas) };
    try {
      return await this.#nodes.run((client) =>
        client.request({ method: "eth_call", params: [fields, block] }),
      );
    } catch (error) {
      const revertData = toRevertData(error);
      if (revertData === null) throw error;
      throw new ChainError("chain.reverted", "The call was undone.", { revertData }, error);
    }
  }

  async codeAt(address: Hex): Promise<Hex> {
    return this.#nodes.run((client) =>
      client.request({ method: "eth_getCode", params: [address, "latest"] }),
    );
  }

  /** What the transaction returned when it reverted; null if the node cannot tell. */
  revertData(hash: Hex, blockNumber: bigint): Promise<Hex | null> {
    return this.#nodes.run((client) => fetchRevertData(client, hash, blockNumber));
  }

  /**
   * Nodes refuse what they already have, in different words. So the words are not read: the node is
   * asked what became of the transaction, and of its nonce.
   */
  async #explainRefusal(transaction: SignedTransaction, refusal: Error): Promise<void> {
    const { hash, sender, nonce } = transaction;
    if (await this.knows(hash)) return;
    const next = await this.nextNonce(sender);
    if ((await this.receipts([hash]))[0] != null) return;
    const data = { hash, sender, nonce, nextNonce: next, reason: refusal.message.split("\n")[0] };
    if (next > nonce) {
      throw new ChainError("chain.nonce_taken", "Another transaction has this nonce.", data);
    }
    throw new ChainError("chain.refused", "The node does not take the transaction.", data, refusal);
  }
}

function requestBlock(client: RpcClient, number: bigint): Promise<RpcBlock | null> {
  return client.request({
    method: "eth_getBlockByNumber",
    params: [toQuantity(number), false],
  }) as Promise<RpcBlock | null>;
}
