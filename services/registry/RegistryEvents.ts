import type { ChainEvent } from "../ledger/Projection.ts";

/** Where an event stands on the chain. */
export type EventPosition = { readonly blockNumber: bigint; readonly logIndex: number };

export type RegistryEventsRead = {
  /** The block that the indexer has reached; null before the first. */
  readonly blockNumber: bigint | null;
  /** Whether what was read before (`after`, `fingerprint`) still stands; if not, `events` is all of them. */
  readonly continued: boolean;
  readonly events: readonly ChainEvent[];
  /** Names everything read so far; to be given at the next read. */
  readonly fingerprint: string;
};

/** The registry contract's events as the indexer recorded them. Each read is of one consistent state. */
export interface RegistryEvents {
  /** A cheap mark that differs whenever the indexer moved. */
  mark(): Promise<string>;
  read(
    known: { readonly after: EventPosition; readonly fingerprint: string } | null,
  ): Promise<RegistryEventsRead>;
}
