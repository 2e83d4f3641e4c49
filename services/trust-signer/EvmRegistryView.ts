import { fromHex, type Hex } from "@sello/sdk";
import { decodeFunctionResult, encodeFunctionData } from "viem";
import { authorityRegistryAbi } from "../ledger/evm/abi/authorityRegistryAbi.ts";
import { documentLogAbi } from "../ledger/evm/abi/documentLogAbi.ts";
import type { ChainLog } from "../ledger/evm/ChainBlock.ts";
import { decodeEvent } from "../ledger/evm/decodeEvent.ts";
import type { EvmChain } from "../ledger/evm/EvmChain.ts";
import { chooseEnd, readBlocks } from "../ledger/indexer/readBlocks.ts";
import type { EventsRead, RegistryView } from "./RegistryView.ts";

const noParent: Hex = `0x${"00".repeat(32)}`;

/** A registry by a node of the office's own choice, read by the code that the service's indexer reads it with. */
export class EvmRegistryView implements RegistryView {
  readonly #chain: EvmChain;
  readonly #registry: Hex;

  constructor(chain: EvmChain, registry: Hex) {
    this.#chain = chain;
    this.#registry = registry;
  }

  head(): Promise<bigint> {
    return this.#chain.blockNumber();
  }

  async hashAt(block: bigint): Promise<Hex | null> {
    return (await this.#chain.block(block))?.hash ?? null;
  }

  async read(from: bigint, head: bigint, parentHash: Hex | null): Promise<EventsRead | null> {
    const contracts = { addresses: [this.#registry], decode };
    const request = { from, to: chooseEnd(from, head), parentHash: parentHash ?? noParent, head };
    const range = await readBlocks(this.#chain, contracts, request);
    if (range === null) return null;
    const { number, hash } = range.last;
    return { through: { number, hash }, events: range.events };
  }

  async logNow(log: Hex) {
    const ask = (functionName: "size" | "root") =>
      this.#chain.call({
        to: log,
        data: encodeFunctionData({ abi: documentLogAbi, functionName }),
      });
    const [size, root] = await Promise.all([ask("size"), ask("root")]);
    const abi = documentLogAbi;
    return {
      size: Number(decodeFunctionResult({ abi, functionName: "size", data: size })),
      root: fromHex(decodeFunctionResult({ abi, functionName: "root", data: root })),
    };
  }
}

const decode = (log: ChainLog) => ({
  contract: "AuthorityRegistry" as const,
  ...decodeEvent(authorityRegistryAbi, log),
  blockNumber: log.blockNumber,
  logIndex: log.logIndex,
  transactionHash: log.transactionHash,
});
