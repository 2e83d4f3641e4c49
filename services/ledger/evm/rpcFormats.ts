import type { Hex } from "@sello/sdk";
import type { RpcTransactionReceipt } from "viem";
import type { ChainBlock, ChainLog, ChainReceipt } from "./ChainBlock.ts";

/** What we read of a block as nodes answer it (Ethereum JSON-RPC, `eth_getBlockByNumber`). */
export type RpcBlock = {
  readonly number: Hex;
  readonly hash: Hex;
  readonly parentHash: Hex;
  readonly timestamp: Hex;
  readonly transactions: readonly Hex[];
};

type RpcLogFields = {
  readonly address: Hex;
  readonly topics: readonly Hex[];
  readonly data: Hex;
  readonly blockNumber: Hex | null;
  readonly blockHash: Hex | null;
  readonly logIndex: Hex | null;
  readonly transactionHash: Hex | null;
};

/** A number as JSON-RPC writes it. */
export const toQuantity = (value: bigint): Hex => `0x${value.toString(16)}`;

export const toBlock = (block: RpcBlock): ChainBlock => ({
  number: BigInt(block.number),
  hash: block.hash,
  parentHash: block.parentHash,
  time: BigInt(block.timestamp),
});

/** Logs of mined blocks have all their places; what lacks one is no answer to our question. */
export function toLog(log: RpcLogFields): ChainLog {
  const { blockNumber, blockHash, logIndex, transactionHash } = log;
  if (blockNumber === null || blockHash === null || logIndex === null || transactionHash === null) {
    throw new TypeError("a log of a mined block lacks its place");
  }
  return {
    address: log.address.toLowerCase() as Hex,
    topics: log.topics,
    data: log.data,
    blockNumber: BigInt(blockNumber),
    blockHash,
    logIndex: Number(logIndex),
    transactionHash,
  };
}

export const toReceipt = (receipt: RpcTransactionReceipt): ChainReceipt => ({
  transactionHash: receipt.transactionHash,
  blockNumber: BigInt(receipt.blockNumber),
  blockHash: receipt.blockHash,
  succeeded: receipt.status === "0x1",
  gasUsed: BigInt(receipt.gasUsed),
});
