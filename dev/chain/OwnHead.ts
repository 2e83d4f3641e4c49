import { ledgerLimits } from "../../services/ledger/ledgerLimits.ts";
import type { AnvilRpc } from "./AnvilRpc.ts";
import { type BlockId, fetchHead, isBlock } from "./inspectNode.ts";

const nothing: BlockId = { number: 0n, hash: "0x" };

/** The newest block that we made. A node whose newest block is another was changed by somebody else. */
export class OwnHead {
  #block = nothing;
  #changing: Promise<unknown> | null = null;
  #changes = 0;

  get block(): BlockId {
    return this.#block;
  }

  set(block: BlockId): void {
    this.#block = block;
  }

  /** Runs what makes the next block. Between its beginning and its end the node may be ahead of us. */
  async change<T>(work: () => Promise<T>): Promise<T> {
    this.#changes += 1;
    const changing = work();
    this.#changing = changing;
    try {
      return await changing;
    } finally {
      this.#changing = null;
    }
  }

  /** Whether the node's newest block is this one. Throws `AnvilFailure` if it does not answer. */
  async isHeadOf(rpc: AnvilRpc): Promise<boolean> {
    for (;;) {
      const [changes, changing] = [this.#changes, this.#changing];
      if (isBlock(await fetchHead(rpc, ledgerLimits.rpcMs), this.#block)) return true;
      if (changing === null && changes === this.#changes) return false;
      // A block was on its way: only a look without one on its way says anything.
      await (changing ?? this.#changing)?.catch(() => {});
    }
  }
}
