import { sha256 } from "#sdk/crypto";
import { toBase64 } from "../encoding/base64.ts";
import { hashLeaf } from "../merkle/hash.ts";
import { MerkleTree } from "../merkle/MerkleTree.ts";
import type { EntryProof, EntryTree, Found } from "./TrustList.ts";
import { unsound } from "./TrustListError.ts";

/** An entry as it is published: its id, and its text (`formatAuthority`, `formatDocumentType`). */
export interface EntryText<Id extends string> {
  readonly id: Id;
  readonly text: string;
}

// From version to version most entries stay the same objects.
const leafHashes = new WeakMap<EntryText<string>, Uint8Array>();

function leafHash(entry: EntryText<string>): Uint8Array {
  let hash = leafHashes.get(entry);
  if (hash === undefined) {
    hash = hashLeaf(entry.text);
    leafHashes.set(entry, hash);
  }
  return hash;
}

/** All entries of one kind in one version, with their RFC 9162 tree: for those who publish a trust list. */
export class EntryIndex<Id extends string> {
  readonly tree: EntryTree;
  readonly #entries: readonly EntryText<Id>[];
  readonly #merkle: MerkleTree | null;
  readonly #indexes: ReadonlyMap<Id, number>;

  /** Takes them in any order; throws TrustListError for an id that is there twice. */
  constructor(entries: readonly EntryText<Id>[]) {
    this.#entries = [...entries].sort((a, b) => (a.id < b.id ? -1 : 1));
    this.#indexes = new Map(this.#entries.map(({ id }, i) => [id, i]));
    if (this.#indexes.size !== entries.length) throw unsound("entry-twice");
    this.#merkle =
      entries.length === 0 ? null : MerkleTree.fromLeafHashes(this.#entries.map(leafHash));
    // RFC 9162 §2.1.1: the root of an empty tree is the hash of nothing.
    const root = toBase64(this.#merkle?.root ?? sha256(""));
    this.tree = { count: entries.length, root };
  }

  /** Sorted by id, as they are in the tree. */
  get entries(): readonly EntryText<Id>[] {
    return this.#entries;
  }

  /** The entry with its path, or its neighbours where it is missing. */
  find(id: Id): Found<Id> {
    const index = this.#indexes.get(id);
    if (index !== undefined) return { id, proof: this.#proof(index) as EntryProof };
    const after = this.#countBefore(id);
    return { id, before: this.#proof(after - 1), after: this.#proof(after) };
  }

  #proof(index: number): EntryProof | null {
    const entry = this.#entries[index];
    if (entry === undefined || this.#merkle === null) return null;
    const path = this.#merkle.inclusionPath(index).map(toBase64);
    return { index, entry: entry.text, path };
  }

  #countBefore(id: Id): number {
    let [low, high] = [0, this.#entries.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#entries[middle]?.id ?? "") < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
