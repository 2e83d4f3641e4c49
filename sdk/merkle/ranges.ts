import { hashNode } from "./hash.ts";
import { requireIndex } from "./layout.ts";
import { MerkleError } from "./MerkleError.ts";

// Proofs of a growing log. The log stores complete subtrees only, because those never change; a
// proof is a list of ranges of leaves, and the hash of a range is folded from complete subtrees.

/** A complete subtree: the leaves [index × 2^level, (index + 1) × 2^level). */
export interface TreeNode {
  readonly level: number;
  readonly index: number;
}

/** Gives the stored hash of a complete subtree; throws when it has none. */
export type ReadNode = (node: TreeNode) => Uint8Array;

/** The leaves [start, end). */
type Range = readonly [start: number, end: number];

/** Throws MerkleError `merkle.index` unless index < size. */
export function inclusionProof(index: number, size: number, read: ReadNode): Uint8Array[] {
  return inclusionRanges(index, size).map((range) => hashOfRange(range, read));
}

/** The stored nodes that `inclusionProof` reads. */
export function inclusionNodes(index: number, size: number): TreeNode[] {
  return inclusionRanges(index, size).flatMap(nodesOfRange);
}

/** Throws MerkleError `merkle.size` unless 0 < size1 ≤ size2. */
export function consistencyProof(size1: number, size2: number, read: ReadNode): Uint8Array[] {
  return consistencyRanges(size1, size2).map((range) => hashOfRange(range, read));
}

/** The stored nodes that `consistencyProof` reads. */
export function consistencyNodes(size1: number, size2: number): TreeNode[] {
  return consistencyRanges(size1, size2).flatMap(nodesOfRange);
}

/** The stored nodes whose fold is the root of the first `size` leaves. */
export function rootNodes(size: number): TreeNode[] {
  return nodesOfRange([0, size]);
}

// RFC 9162 §2.1.3.1, PATH.
function inclusionRanges(index: number, size: number): Range[] {
  requireIndex(index, size);
  const ranges: Range[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      ranges.push([middle, end]);
      end = middle;
    } else {
      ranges.push([start, middle]);
      start = middle;
    }
  }
  return ranges.reverse();
}

// RFC 9162 §2.1.4.1, SUBPROOF.
function consistencyRanges(size1: number, size2: number): Range[] {
  if (!Number.isSafeInteger(size1) || !Number.isSafeInteger(size2) || size1 < 1 || size1 > size2) {
    throw new MerkleError("merkle.size", "not a smaller and a larger tree", { size1, size2 });
  }
  const ranges: Range[] = [];
  let [start, end] = [0, size2];
  while (size1 < end) {
    const middle = start + splitOf(end - start);
    if (size1 <= middle) {
      ranges.push([middle, end]);
      end = middle;
    } else {
      ranges.push([start, middle]);
      start = middle;
    }
  }
  // The verifier knows the old root, so it is left out where it is a subtree of its own.
  if (start > 0) ranges.push([start, end]);
  return ranges.reverse();
}

function nodesOfRange([start, end]: Range): TreeNode[] {
  const nodes: TreeNode[] = [];
  for (let at = start; at < end; ) {
    let level = 0;
    for (let leaves = 2; at % leaves === 0 && at + leaves <= end; leaves *= 2) level++;
    nodes.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return nodes;
}

function hashOfRange(range: Range, read: ReadNode): Uint8Array {
  return nodesOfRange(range)
    .map(read)
    .reduceRight((right, left) => hashNode(left, right));
}

// The largest power of two smaller than n (n ≥ 2).
function splitOf(n: number): number {
  let split = 1;
  while (split * 2 < n) split *= 2;
  return split;
}
