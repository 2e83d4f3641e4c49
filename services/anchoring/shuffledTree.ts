import { MerkleTree } from "@sello/sdk/log";

/** A batch's tree, and where in it each copy is. */
export type ShuffledTree = {
  readonly root: Uint8Array;
  readonly levels: Uint8Array;
  /** For each copy in the order of issue, its leaf: 2 bytes big-endian. */
  readonly places: Buffer;
};

/** Leaves whose places two bytes can name. */
const leavesMax = 65_536;

/**
 * The tree of a batch with its leaves in the order of their hashes, which says nothing of the order of issue: copies that somebody
 * asked for together are not side by side.
 * @param leaves leaf hashes in the order of issue, 32 bytes each
 */
export function shuffledTree(leaves: readonly Uint8Array[]): ShuffledTree {
  if (leaves.length > leavesMax) throw new RangeError("a batch has fewer leaves");
  const order = leaves.map((_, nth) => nth);
  order.sort((a, b) => Buffer.compare(leaves[a] as Uint8Array, leaves[b] as Uint8Array));
  const places = Buffer.alloc(2 * leaves.length);
  for (const [place, nth] of order.entries()) places.writeUInt16BE(place, 2 * nth);
  const { root, levels } = MerkleTree.fromLeafHashes(order.map((nth) => leaves[nth] as Uint8Array));
  return { root, levels, places };
}
