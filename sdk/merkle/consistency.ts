import { equalBytes } from "../encoding/bytes.ts";
import { hashBytes, hashNode } from "./hash.ts";

/** Two states of one log, the second claimed to continue the first. */
export interface ConsistencyClaim {
  readonly size1: number;
  readonly size2: number;
  readonly root1: Uint8Array;
  readonly root2: Uint8Array;
  readonly path: readonly Uint8Array[];
}

/** RFC 9162 §2.1.4.2. Nothing can be proven about an empty first tree: that is refused. */
export function verifyConsistency({ size1, size2, root1, root2, path }: ConsistencyClaim): boolean {
  if (!Number.isSafeInteger(size1) || !Number.isSafeInteger(size2)) return false;
  if (size1 < 1 || size1 > size2 || path.some((node) => node.length !== hashBytes)) return false;
  if (size1 === size2) return path.length === 0 && equalBytes(root1, root2);
  // Step 2: an old tree that is a complete subtree is its own proof node.
  const nodes = isPowerOfTwo(size1) ? [root1, ...path] : path;
  return foldBoth(size1, size2, nodes, root1, root2);
}

function foldBoth(
  size1: number,
  size2: number,
  [first, ...rest]: readonly Uint8Array[],
  root1: Uint8Array,
  root2: Uint8Array,
): boolean {
  if (first === undefined) return false;
  let [fn, sn] = [size1 - 1, size2 - 1];
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)]; // Step 4.
  let [old, now] = [first, first];
  for (const node of rest) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      old = hashNode(node, old);
      now = hashNode(node, now);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      now = hashNode(now, node);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && equalBytes(old, root1) && equalBytes(now, root2);
}

function half(n: number): number {
  return Math.floor(n / 2);
}

function isPowerOfTwo(n: number): boolean {
  return Number.isInteger(Math.log2(n)) && 2 ** Math.log2(n) === n;
}
