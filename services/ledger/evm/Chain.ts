import type { Hex } from "@sello/sdk";

export type ChainBlock = {
  readonly number: bigint;
  readonly hash: Hex;
  readonly parentHash: Hex;
  /** Unix seconds. */
  readonly time: bigint;
};

export type ChainLog = {
  readonly address: Hex;
  readonly topics: readonly Hex[];
  readonly data: Hex;
  readonly blockNumber: bigint;
  readonly blockHash: Hex;
  readonly logIndex: number;
  readonly transactionHash: Hex;
};

export type ChainReceipt = {
  readonly transactionHash: Hex;
  readonly blockNumber: bigint;
  readonly blockHash: Hex;
  readonly succeeded: boolean;
  readonly gasUsed: bigint;
};

/** A signed transaction as it was journalled. */
export type SignedTransaction = {
  readonly hash: Hex;
  readonly raw: Hex;
  readonly sender: Hex;
  readonly nonce: number;
};

export type CallRequest = {
  readonly to: Hex;
  readonly data: Hex;
  readonly from?: Hex;
  readonly gas?: bigint;
  /** State after this block; the newest if absent. */
  readonly blockNumber?: bigint;
};

/**
 * A chain of the EVM family by its JSON-RPC nodes. Every method throws `Unavailable`
 * (`chain.unavailable`) when no node answers, and `ChainError` (`chain.wrong_id`) when one answers for
 * another chain. Nodes are believed about the past only as far as their blocks hang together: callers
 * compare hashes.
 */
export interface Chain {
  readonly chainId: number;
  /** The node that requests go to now. It changes when one fails: answers of two nodes do not mix. */
  readonly node: string | null;
  blockNumber(): Promise<bigint>;
  /** Null if there is no such block yet. */
  block(number: bigint): Promise<ChainBlock | null>;
  /** Blocks `from` to `to`, both included, in order; ends early where the chain does. */
  blocks(from: bigint, to: bigint): Promise<ChainBlock[]>;
  /** Logs of these addresses in blocks `from` to `to`, in order. Ranges a node finds too large are split. */
  logs(addresses: readonly Hex[], from: bigint, to: bigint): Promise<ChainLog[]>;
  /** One answer a hash, in order; null where there is no receipt (yet). */
  receipts(hashes: readonly Hex[]): Promise<(ChainReceipt | null)[]>;
  /**
   * Delivers a signed transaction. Sending it again is harmless: what the node already has, or has
   * mined, counts as delivered. Throws `ChainError`: `chain.nonce_taken` if another transaction stands at
   * this nonce, `chain.refused` if the node does not take it for another reason.
   */
  send(transaction: SignedTransaction): Promise<void>;
  /** Whether the node has the transaction, waiting or mined. */
  knows(hash: Hex): Promise<boolean>;
  /** The nonce that the account's next transaction must have, after what is mined. */
  nextNonce(account: Hex): Promise<number>;
  /** Throws `ChainError` `chain.reverted` with `data.revertData` if the call reverts. */
  call(request: CallRequest): Promise<Hex>;
  codeAt(address: Hex): Promise<Hex>;
  /** What the transaction returned when it reverted; null if the node cannot tell. */
  revertData(hash: Hex, blockNumber: bigint): Promise<Hex | null>;
}
