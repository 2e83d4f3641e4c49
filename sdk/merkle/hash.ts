import { sha256Into } from "#sdk/crypto";

// RFC 9162 §2.1.1: the prefixes keep a leaf from passing for a node and the other way round.
const LEAF = 0x00;
const NODE = 0x01;
const nodeInput = new Uint8Array(65);
nodeInput[0] = NODE;

/** Bytes of every hash here. */
export const hashBytes = 32;

/** `sha256(0x00 || data)`; a text counts as its UTF-8 bytes. */
export function hashLeaf(data: Uint8Array | string): Uint8Array {
  const hash = new Uint8Array(hashBytes);
  hashLeafInto(hash, 0, data);
  return hash;
}

/** `sha256(0x01 || left || right)`. */
export function hashNode(left: Uint8Array, right: Uint8Array): Uint8Array {
  const hash = new Uint8Array(hashBytes);
  hashNodeInto(hash, left, right);
  return hash;
}

/** Writes `hashNode(left, right)` into `target`, which may be one of the two. */
export function hashNodeInto(target: Uint8Array, left: Uint8Array, right: Uint8Array): void {
  for (let i = 0; i < hashBytes; i++) {
    nodeInput[1 + i] = left[i] as number;
    nodeInput[33 + i] = right[i] as number;
  }
  sha256Into(target, 0, nodeInput);
}

/** Writes `hashLeaf(data)` into `target` at `offset` (bytes). */
export function hashLeafInto(target: Uint8Array, offset: number, data: Uint8Array | string): void {
  if (typeof data === "string") {
    sha256Into(target, offset, `\u0000${data}`);
    return;
  }
  const input = new Uint8Array(1 + data.length);
  input[0] = LEAF;
  input.set(data, 1);
  sha256Into(target, offset, input);
}

/** Writes the hash of the node whose children lie side by side at `children` in `source`. */
export function hashChildrenInto(
  target: Uint8Array,
  offset: number,
  source: Uint8Array,
  children: number,
): void {
  for (let i = 0; i < 2 * hashBytes; i++) nodeInput[1 + i] = source[children + i] as number;
  sha256Into(target, offset, nodeInput);
}
