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
