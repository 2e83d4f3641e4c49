import { fromHex, type Hex } from "@sello/sdk";
import { decodeEventLog, decodeFunctionResult, encodeFunctionData } from "viem";
import { documentLogAbi } from "../ledger/evm/abi/documentLogAbi.ts";
import type { EvmChain } from "../ledger/evm/EvmChain.ts";

/** What is asked of a node. */
type Chain = Pick<EvmChain, "blockNumber" | "call" | "logs">;

/** The witness's own look at the contract, by a node of its own choice; never the log's word for it. */
export class EvmChainView {
  readonly #chain: Chain;
  readonly #log: Hex;

  /** @param log address of the contract `DocumentLog`, as the witness's operator pinned it */
  constructor(chain: Chain, log: Hex) {
    this.#chain = chain;
    this.#log = log;
  }

  /**
   * Root of the document log when it had `size` entries, as the contract computed it; null when the
   * chain that this witness sees has no such size (yet). Throws `Unavailable` when no node answers.
   */
  async rootAt(size: number): Promise<Uint8Array | null> {
    const wanted = BigInt(size);
    const head = await this.#chain.blockNumber();
    const sizeNow = await this.#sizeAt(head);
    if (sizeNow < wanted) return null;
    // The newest, which is asked for most. A node that has forgotten what was before, such as the embedded chain
    // after a start from its snapshot, still answers for it.
    if (sizeNow === wanted) return this.#rootAt(head);
    return this.#rootIn(await this.#blockReaching(wanted, head), wanted);
  }

  /** The first block after which the log had `wanted` entries or more. Steps grow away from the newest. */
  async #blockReaching(wanted: bigint, head: bigint): Promise<bigint> {
    let reaches = head;
    let before = -1n;
    for (let step = 1n; before < 0n && reaches > 0n; step *= 2n) {
      const candidate = reaches - step > 0n ? reaches - step : 0n;
      if ((await this.#sizeAt(candidate)) >= wanted) reaches = candidate;
      else before = candidate;
    }
    while (reaches - before > 1n) {
      const middle = (reaches + before) / 2n;
      if ((await this.#sizeAt(middle)) >= wanted) reaches = middle;
      else before = middle;
    }
    return reaches;
  }

  /** One block may hold several entries; the event of each has the root after it. */
  async #rootIn(block: bigint, size: bigint): Promise<Uint8Array | null> {
    for (const entry of await this.#chain.logs([this.#log], block, block)) {
      const { args } = decodeEventLog({
        abi: documentLogAbi,
        eventName: "BatchAppended",
        topics: entry.topics as [Hex, ...Hex[]],
        data: entry.data,
      });
      if (args.index === size - 1n) return fromHex(args.logRoot);
    }
    return null;
  }

  async #rootAt(blockNumber: bigint): Promise<Uint8Array> {
    const data = await this.#chain.call({
      to: this.#log,
      data: encodeFunctionData({ abi: documentLogAbi, functionName: "root" }),
      blockNumber,
    });
    return fromHex(decodeFunctionResult({ abi: documentLogAbi, functionName: "root", data }));
  }

  async #sizeAt(blockNumber: bigint): Promise<bigint> {
    // Before the contract was deployed there is nothing to ask.
    const data = await this.#chain.call({
      to: this.#log,
      data: encodeFunctionData({ abi: documentLogAbi, functionName: "size" }),
      blockNumber,
    });
    if (data === "0x") return 0n;
    return decodeFunctionResult({ abi: documentLogAbi, functionName: "size", data });
  }
}
