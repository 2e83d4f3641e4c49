import { createHash } from "node:crypto";

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/** A leaf's hash: RFC 9162 §2.1.1, word for word and shared with nothing that is examined. */
export const leafHash = (data: Uint8Array): Buffer => sha256(leafPrefix, data);

/** Of hashes of leaves, likewise. */
export function merkleRoot(hashes: readonly Buffer[]): Buffer {
  const [only] = hashes;
  if (only === undefined) return sha256();
  if (hashes.length === 1) return only;
  // The largest power of two smaller than n.
  const k = 2 ** (Math.ceil(Math.log2(hashes.length)) - 1);
  return sha256(nodePrefix, merkleRoot(hashes.slice(0, k)), merkleRoot(hashes.slice(k)));
}
