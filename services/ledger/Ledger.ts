import type { Hex } from "@sello/sdk";
import type { ContractEdition } from "./evm/contractEditions.ts";
import type { ContractName } from "./Journal.ts";

/** What a verifier pins of the chain. */
export type ChainDescription = {
  readonly chainId: number;
  readonly contracts: Readonly<Record<ContractName, Hex>>;
  /** Of the contracts; today's unless given. */
  readonly edition?: ContractEdition;
};

export type LedgerHealth = {
  readonly reachable: boolean;
  readonly blockNumber: bigint | null;
  /** Blocks that the indexer has yet to read; null when the chain does not answer. */
  readonly indexerLagBlocks: bigint | null;
  /** Age of the oldest transaction that was signed but is not mined, in milliseconds. */
  readonly oldestUnminedMs: number | null;
  /** A contradiction between database and chain, in words: what and where. Null when they agree. */
  readonly contradiction: string | null;
};

/** The chain as the rest of the service sees it. */
export interface Ledger {
  readonly description: ChainDescription;
  health(): Promise<LedgerHealth>;
}
