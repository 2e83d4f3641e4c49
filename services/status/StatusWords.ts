import type { AuthorityId, Hex } from "@sello/sdk";

/** The entries of a list whose history is kept as one: 2 bits each. */
export const ENTRIES_PER_WORD = 128;
export const WORD_BYTES = 32;

/** A value that an entry took on, as the Token Status List has it. */
export type EntryChange = {
  readonly value: number;
  /** Block time, unix seconds. */
  readonly at: number;
  readonly actingAuthority: AuthorityId;
};

/** A word as it stands: entries `128 × word` and on, 32 bytes as in a published list. */
export type StatusWord = { readonly word: number; readonly flags: Uint8Array };

/** Where the indexer stands: everything up to this block has been read. */
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

/** The status lists as the indexer folded them from the chain's events. */
export interface StatusWords {
  /** Numbers of the lists that the authority has, in order. */
  lists(authority: AuthorityId): Promise<readonly number[]>;
  /** Changes whenever a word of the list does: its head, as the contract keeps it. */
  version(authority: AuthorityId, list: number): Promise<string>;
  /** Words that were ever set, each as it stands now. */
  words(authority: AuthorityId, list: number): Promise<readonly StatusWord[]>;
  /** The values that one entry took on, oldest first; equal neighbours are left out, and so is a first zero. */
  entryHistory(
    authority: AuthorityId,
    list: number,
    index: number,
  ): Promise<readonly EntryChange[]>;
  indexedBlock(): Promise<IndexedBlock>;
  /** Null before the first block. */
  heads(): Promise<KnownHeads | null>;
}
