import type { Hex } from "@sello/sdk";
import type { ChainEvent } from "../ledger/Projection.ts";

/** A block, known again by its hash. */
export type BlockMark = { readonly number: bigint; readonly hash: Hex };

/** Events of one registry, and the block through which they are all there is. */
export type EventsRead = { readonly through: BlockMark; readonly events: readonly ChainEvent[] };

/** One registry and its log, as the office's own node tells them. Every method throws `Unavailable` when it is away. */
export interface RegistryView {
  head(): Promise<bigint>;
  /** Null where the node has no such block: not yet, or no more. */
  hashAt(block: bigint): Promise<Hex | null>;
  /**
   * Events from a block on, as far as fits in one answer.
   * @param parentHash of the block before `from`; null for the chain's first
   * @returns null when the node's answers do not belong together: to be asked again
   */
  read(from: bigint, head: bigint, parentHash: Hex | null): Promise<EventsRead | null>;
  /** Size and root of a log now, by its contract. @param root 32 bytes */
  logNow(log: Hex): Promise<{ readonly size: number; readonly root: Uint8Array }>;
}

/** Where a node forgets old blocks: its operator tells their events. Null: nobody does. */
export type ForgottenEvents = (from: bigint) => Promise<EventsRead | null>;
