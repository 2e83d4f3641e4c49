import type { AuthorityId, Hex } from "@sello/sdk";
import type { DeploymentId } from "../ledger/deployment/Deployment.ts";

/** The entries of a list whose history is kept as one: 2 bits each. */
export const ENTRIES_PER_WORD = 128;
export const WORD_BYTES = 32;

/** A value that an entry took on, as the Token Status List has it. */
export type EntryChange = {
  readonly value: number;
  /** Block time, unix seconds. */
  readonly at: number;
  readonly actingAuthority: AuthorityId;
  /** On whose chain the block is. */
  readonly deployment: DeploymentId;
  readonly blockNumber: bigint;
};

/** A word as it is: entries `128 × word` and on, 32 bytes as in a published list. */
export type StatusWord = { readonly word: number; readonly flags: Uint8Array };

/** Where the indexer is: everything up to this block has been read. */
export type IndexedBlock = {
  readonly number: number;
  /** Unix seconds; 0 before the first block. */
  readonly time: number;
};

/** The lists in which documents stand, each with the head that the events gave it, up to one block. */
export type KnownHeads = {
  readonly block: { readonly number: bigint; readonly hash: Hex };
  readonly lists: readonly {
    readonly authority: AuthorityId;
    readonly list: number;
    readonly head: Hex;
  }[];
};
