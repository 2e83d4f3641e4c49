import { createHash } from "node:crypto";

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/**
 * RFC 9162 §2.1.1, word for word and shared with nothing that is examined.
 * @param leaves data of the leaves, not their hashes
 */
export function merkleRoot(leaves: readonly Uint8Array[]): Buffer {
  return rootOf(leaves.map((leaf) => sha256(leafPrefix, leaf)));
}

function rootOf(hashes: readonly Buffer[]): Buffer {
  const [only] = hashes;
  if (only === undefined) return sha256();
  if (hashes.length === 1) return only;
  // The largest power of two smaller than n.
  const k = 2 ** (Math.ceil(Math.log2(hashes.length)) - 1);
  return sha256(nodePrefix, rootOf(hashes.slice(0, k)), rootOf(hashes.slice(k)));
}
