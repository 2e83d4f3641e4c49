import type { AuthorityId, Hex } from "@sello/sdk";
import type { EvmChain } from "../ledger/evm/EvmChain.ts";
import type { EvmContracts } from "../ledger/evm/EvmContracts.ts";
import type { Contradictions } from "../ledger/journal/Contradictions.ts";
import { ledgerLimits } from "../ledger/ledgerLimits.ts";
import type { Logger } from "../platform/Logger.ts";
import { limits } from "../platform/limits.ts";
import { SteadyLoop } from "../platform/loops/SteadyLoop.ts";
import type { PgStatusWords } from "./PgStatusWords.ts";
import type { KnownHeads } from "./StatusWord.ts";

type KnownHead = KnownHeads["lists"][number];

export type HeadComparisonOptions = {
  readonly words: Pick<PgStatusWords, "heads">;
  readonly chain: Pick<EvmChain, "blockNumber" | "block" | "node">;
  readonly contracts: Pick<EvmContracts, "call">;
  /** Where a difference is reported, so that readiness turns red and published lists grow old. */
  readonly contradictions: Pick<Contradictions, "report" | "clear">;
  readonly logger: Logger;
};

/**
 * Compares the status lists with what the contract keeps of them. The events' own heads show when one is missing
 * between others; only the contract's head shows that the newest are missing, or a list's only ones.
 */
export class HeadComparison {
  readonly loop: SteadyLoop;
  readonly #options: HeadComparisonOptions;
  #agreed: Hex | null = null;

  constructor(options: HeadComparisonOptions) {
    this.#options = options;
    const step = async () => {
      await this.round();
      return limits.statusHeadsMs;
    };
    this.loop = new SteadyLoop({ name: "status-heads", step, logger: options.logger });
  }

  /** One comparison, at the newest block that the indexer has read; none while the chain is elsewhere. */
  async round(): Promise<void> {
    const { words, chain, contradictions, logger } = this.#options;
    const known = await words.heads();
    if (known === null || known.block.hash === this.#agreed || (await this.#isFar(known))) return;
    const node = chain.node;
    const differences = await this.#differences(known);
    const there = await chain.block(known.block.number);
    if (there?.hash !== known.block.hash || chain.node !== node) return;
    if (differences.length === 0) {
      this.#agreed = known.block.hash;
      await contradictions.clear("status");
      return;
    }
    const detail = `status.head: at block ${known.block.number} ${differences.join("; ")}`;
    if (await contradictions.report("status", detail))
      logger.error({ detail }, "status lists and contract contradict each other");
  }

  /** Nodes keep the state of the newest blocks only. */
  async #isFar({ block }: KnownHeads): Promise<boolean> {
    const head = await this.#options.chain.blockNumber();
    return head < block.number || head - block.number >= BigInt(ledgerLimits.embeddedStates);
  }

  async #differences({ block, lists }: KnownHeads): Promise<string[]> {
    const found: string[] = [];
    for (let start = 0; start < lists.length; start += ledgerLimits.rpcBatchRequests) {
      const some = lists.slice(start, start + ledgerLimits.rpcBatchRequests);
      const heads = await Promise.all(
        some.map(({ authority, list }) => this.#headOf(authority, list, block.number)),
      );
      found.push(...some.flatMap((list, i) => describeDifference(list, heads[i])));
    }
    return found;
  }

  #headOf(authority: AuthorityId, list: number, block: bigint): Promise<Hex> {
    const { contracts } = this.#options;
    return contracts.call("StatusLists", "headOf", [authority, BigInt(list)], block);
  }
}

const describeDifference = ({ authority, list, head }: KnownHead, contract?: Hex): string[] =>
  contract === head
    ? []
    : [`list ${authority}/${list} has the head ${contract}, its events give ${head}`];
