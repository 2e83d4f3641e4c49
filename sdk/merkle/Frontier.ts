import { sha256 } from "#sdk/crypto";
import { hashBytes, hashNode } from "./hash.ts";
import { MerkleError } from "./MerkleError.ts";
import type { TreeNode } from "./ranges.ts";

export interface HashedNode extends TreeNode {
  /** 32 bytes. */
  readonly hash: Uint8Array;
}

/** The state of an append-only tree in O(log n): the roots of its complete subtrees. */
export class Frontier {
  #size: number;
  readonly #nodes: Uint8Array[];

  /** Continues where a stored frontier stopped; throws MerkleError `merkle.frontier`. */
  constructor(size = 0, nodes: readonly Uint8Array[] = []) {
    const fits = Number.isSafeInteger(size) && size >= 0 && nodes.length === countOnes(size);
    if (!fits || nodes.some((node) => node.length !== hashBytes)) {
      throw new MerkleError("merkle.frontier", "not a frontier of this size", { size });
    }
    this.#size = size;
    this.#nodes = [...nodes];
  }

  get size(): number {
    return this.#size;
  }

  /** Largest subtree first; as many as `size` has ones in binary. */
  get nodes(): readonly Uint8Array[] {
    return [...this.#nodes];
  }

  /** Appends a leaf and returns every complete subtree that came to be, the leaf first. */
  append(leafHash: Uint8Array): HashedNode[] {
    const added: HashedNode[] = [{ level: 0, index: this.#size, hash: leafHash }];
    let [hash, index] = [leafHash, this.#size];
    for (let level = 1; index % 2 === 1; level++) {
      hash = hashNode(this.#nodes.pop() as Uint8Array, hash);
      index = (index - 1) / 2;
      added.push({ level, index, hash });
    }
    this.#nodes.push(hash);
    this.#size++;
    return added;
  }

  /** RFC 9162 §2.1.1; the root of an empty tree is the hash of nothing. */
  root(): Uint8Array {
    if (this.#size === 0) return sha256("");
    return this.#nodes.reduceRight((right, left) => hashNode(left, right));
  }
}

function countOnes(size: number): number {
  let ones = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) ones += rest % 2;
  return ones;
}
