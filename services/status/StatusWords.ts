import type { AuthorityId } from "../domain/ids.ts";

/** Entries of 2 bits in one word of 256 bits on chain. */
export const ENTRIES_PER_WORD = 128;
export const WORD_BYTES = 32;

/** A value that an entry took on: 2 bits as on chain. */
export type EntryChange = {
  readonly value: number;
  /** Block time, unix seconds. */
  readonly at: number;
  readonly actingAuthority: AuthorityId;
};

/** A word as it stands, 32 bytes big-endian. */
export type StatusWord = { readonly word: number; readonly flags: Uint8Array };

/** Where the indexer stands: everything up to this block has been read. */
export type IndexedBlock = {
  readonly number: number;
  /** Unix seconds; 0 before the first block. */
  readonly time: number;
};

/** The status lists as the indexer read them from the chain. */
export interface StatusWords {
  /** Numbers of the lists that the authority has, in order. */
  lists(authority: AuthorityId): Promise<readonly number[]>;
  /** Changes whenever a word of the list does. */
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
}
