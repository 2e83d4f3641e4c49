import type { ContractEdition } from "../evm/contractEditions.ts";
import type { ChainDescription } from "../Ledger.ts";

/** A deployment's place in the network's row of them, from 1. */
export type DeploymentId = number;

/** A chain's place among those that the network was ever on, from 1. */
export type ChainNumber = number;

export const firstDeployment: DeploymentId = 1;
export const firstChain: ChainNumber = 1;

/** What an indexer follows: one deployment, on its chain. */
export type IndexedPlace = { readonly id: DeploymentId; readonly chain: ChainNumber };

/** A chain of the network. */
export type NetworkChain = {
  readonly number: ChainNumber;
  readonly chainId: number;
  /** Whether this program runs it. */
  readonly embedded: boolean;
  /** Of an embedded chain: the rules of its genesis. */
  readonly hardfork: string;
};

/** Where a log ended. */
export type SealedEnd = {
  /** Block time, unix seconds. */
  readonly at: number;
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
};

/** One set of contracts on one chain, with its log. */
export type Deployment = ChainDescription & {
  readonly id: DeploymentId;
  readonly chain: ChainNumber;
  /** The contracts' edition: which interfaces they have. */
  readonly edition: ContractEdition;
  /** First line of the log's checkpoints. */
  readonly origin: string;
  /** No event of the contracts is in an earlier block. */
  readonly firstBlock: bigint;
  readonly state: "preparing" | "open" | "sealed";
  /** Block time, unix seconds; null until its contracts are there. */
  readonly openedAt: number | null;
  /** Known from the sealing on, so before the deployment counts as sealed. */
  readonly sealed: SealedEnd | null;
};
