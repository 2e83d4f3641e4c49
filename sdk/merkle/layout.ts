import { hashBytes } from "./hash.ts";
import { MerkleError } from "./MerkleError.ts";

// How a whole tree is stored in one byte string: the leaves' hashes, then each level above them, up to
// the root. A node without a sibling is carried up as it is, which gives RFC 9162's tree for any
// count. Storage keeps one such blob for a batch and reads a path with a few slices of it.

/** A piece of the blob, in bytes. */
export interface Slice {
  readonly offset: number;
  readonly length: number;
}

/** Byte offset of each level, leaves first, and at the end the length of the whole. */
export function levelOffsets(count: number): number[] {
  requireCount(count);
  const offsets = [0];
  let end = 0;
  for (let nodes = count; ; nodes = Math.ceil(nodes / 2)) {
    end += nodes * hashBytes;
    offsets.push(end);
    if (nodes === 1) return offsets;
  }
}

/** Where in the blob the inclusion path of a leaf is, from the leaf's sibling up. */
export function pathSlices(count: number, index: number): Slice[] {
  requireIndex(index, count);
  const slices: Slice[] = [];
  let level = 0;
  let at = index;
  for (let nodes = count; nodes > 1; nodes = Math.ceil(nodes / 2)) {
    const sibling = at % 2 === 0 ? at + 1 : at - 1;
    if (sibling < nodes) slices.push({ offset: level + sibling * hashBytes, length: hashBytes });
    level += nodes * hashBytes;
    at = Math.floor(at / 2);
  }
  return slices;
}

/** Throws MerkleError `merkle.size` unless `count` is a whole number ≥ 1. */
export function requireCount(count: number): void {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new MerkleError("merkle.size", "a tree has at least one leaf", { count });
  }
}

/** Throws MerkleError `merkle.index` unless the leaf is in the tree. */
export function requireIndex(index: number, count: number): void {
  requireCount(count);
  if (!Number.isSafeInteger(index) || index < 0 || index >= count) {
    throw new MerkleError("merkle.index", "no such leaf in the tree", { index, count });
  }
}
