import type { Cursor } from "./IndexerStore.ts";

/**
 * The blocks that count on a chain whose blocks we make ourselves: those that we wrote down, whatever the node says.
 * A chain that others run has no such list; there the network decides.
 */
export interface WrittenBlocks {
  /** Number of the newest block that is mined and recorded. */
  newestSettled(): Promise<bigint>;
  /** Whether all of these are blocks that we wrote. */
  areWritten(blocks: readonly Cursor[]): Promise<boolean>;
}
