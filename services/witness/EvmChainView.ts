import { type AuthorityId, type DocumentTypeId, fromHex, type Hex } from "@sello/sdk";
import type { LogEntry } from "@sello/sdk/log";
import { decodeEventLog, decodeFunctionResult, encodeEventTopics, encodeFunctionData } from "viem";
import { documentLogAbi } from "../ledger/evm/abi/documentLogAbi.ts";
import type { EvmChain } from "../ledger/evm/EvmChain.ts";

const [appendedTopic] = encodeEventTopics({ abi: documentLogAbi, eventName: "BatchAppended" });

/** What is asked of a node. */
export type SeenChain = Pick<EvmChain, "blockNumber" | "call" | "logs">;

/** The witness's own look at the contract, by a node of its own choice; never the log's word for it. */
export class EvmChainView {
  readonly #chain: SeenChain;
  readonly #log: Hex;

  /** @param log address of the contract `DocumentLog`, as the witness's operator pinned it */
  constructor(chain: SeenChain, log: Hex) {
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

  /** The entry at an index, as the contract's event has it; null when the chain that this witness sees has none (yet). */
  async entryAt(index: number): Promise<LogEntry | null> {
    const head = await this.#chain.blockNumber();
    const size = BigInt(index) + 1n;
    if ((await this.#sizeAt(head)) < size) return null;
    const args = await this.#appended(await this.#blockReaching(size, head), size);
    return (
      args && {
        authority: args.authority as AuthorityId,
        documentType: args.documentType as DocumentTypeId,
        batchRoot: fromHex(args.batchRoot),
        count: Number(args.count),
        anchoredAt: Number(args.anchoredAt),
      }
    );
  }

  async #rootIn(block: bigint, size: bigint): Promise<Uint8Array | null> {
    const args = await this.#appended(block, size);
    return args && fromHex(args.logRoot);
  }

  /** One block may hold several entries; the event of each has the root after it. Other events are of no interest. */
  async #appended(block: bigint, size: bigint) {
    for (const { topics, data } of await this.#chain.logs([this.#log], block, block)) {
      if (topics[0] !== appendedTopic) continue;
      const { args } = decodeEventLog({
        abi: documentLogAbi,
        eventName: "BatchAppended",
        topics: topics as [Hex, ...Hex[]],
        data,
      });
      if (args.index === size - 1n) return args;
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
