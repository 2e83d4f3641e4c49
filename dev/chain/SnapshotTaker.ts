import type { Hex } from "@sello/sdk";
import { ledgerLimits } from "../../services/ledger/ledgerLimits.ts";
import type { Logger } from "../../services/platform/Logger.ts";
import { toReason } from "../../services/platform/toReason.ts";
import { AnvilFailure, type AnvilRpc, call } from "./AnvilRpc.ts";
import type { BlockStore } from "./BlockStore.ts";
import type { BlockId } from "./inspectNode.ts";
import type { Snapshots } from "./Snapshots.ts";

const dumpMs = 120_000;

export type SnapshotTakerOptions = {
  readonly snapshots: Snapshots;
  readonly blocks: BlockStore;
  readonly logger: Logger;
};

/** Saves the node's state now and then. What it saves is compared with the block's state root when it is loaded. */
export class SnapshotTaker {
  /** The block of the newest snapshot, saved or loaded; 0 without one. */
  newest = 0n;
  readonly #options: SnapshotTakerOptions;

  constructor(options: SnapshotTakerOptions) {
    this.#options = options;
  }

  /** Saves the state if enough was mined since the last time. */
  async takeIfDue(rpc: AnvilRpc, head: BlockId): Promise<void> {
    // Its cost grows with the chain, so the distance does, too.
    const growing = this.newest / 4n;
    const due = BigInt(ledgerLimits.snapshotBlocks);
    if (head.number >= this.newest + (growing > due ? growing : due)) await this.take(rpc, head);
  }

  /** Saves the state, unless it is saved already or its block is not recorded. */
  async take(rpc: AnvilRpc, { number, hash }: BlockId): Promise<void> {
    const { snapshots, blocks, logger } = this.#options;
    if (number <= this.newest) return;
    try {
      if ((await blocks.hashOf(number)) !== hash) return;
      const state = (await rpc.request(call("anvil_dumpState"), dumpMs)) as Hex;
      await snapshots.save(number, hash, state);
      this.newest = number;
    } catch (error) {
      logger.warn({ reason: toReason(error) }, "no snapshot of the chain was saved");
      if (!(error instanceof AnvilFailure)) this.newest = number;
    }
  }
}
