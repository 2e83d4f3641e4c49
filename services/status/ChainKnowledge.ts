import type { Ledger, LedgerHealth } from "../ledger/Ledger.ts";
import { type Clock, toSeconds } from "../platform/Clock.ts";
import type { PgStatusWords } from "./PgStatusWords.ts";

/** Up to when, and up to which block, the chain is known. */
export type AsOf = {
  readonly blockNumber: number;
  /** Unix seconds. */
  readonly time: number;
};

/**
 * How fresh our picture of the chain is. When the indexer has read the newest block, that is now. When
 * the chain does not answer or the indexer is behind, it is the time of the last block read, or the
 * last moment at which nothing was missing: a status must not look fresher than it is.
 */
export class ChainKnowledge {
  readonly #ledger: Ledger;
  readonly #words: PgStatusWords;
  readonly #clock: Clock;
  #lastComplete = 0;

  constructor(ledger: Ledger, words: PgStatusWords, clock: Clock) {
    this.#ledger = ledger;
    this.#words = words;
    this.#clock = clock;
  }

  /** Ask before reading words: what is read after is at least as fresh. */
  async asOf(): Promise<AsOf> {
    const before = toSeconds(this.#clock.nowMs());
    const health = await this.#ledger.health();
    const block = await this.#words.indexedBlock();
    if (isComplete(health)) this.#lastComplete = before;
    // The embedded chain's clock may run ahead of ours; the future is known to nobody.
    const time = Math.min(Math.max(this.#lastComplete, block.time), before);
    return { blockNumber: block.number, time };
  }
}

const isComplete = ({ reachable, indexerLagBlocks, contradiction }: LedgerHealth): boolean =>
  reachable && indexerLagBlocks === 0n && contradiction === null;
