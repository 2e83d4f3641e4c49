import { hashBytes, hashChildrenInto, hashLeafInto } from "./hash.ts";
import { levelOffsets, pathSlices } from "./layout.ts";
import { MerkleError } from "./MerkleError.ts";

/** An RFC 9162 §2.1 tree with all its levels in one byte string (see layout.ts). */
export class MerkleTree {
  readonly count: number;
  readonly levels: Uint8Array;

  private constructor(count: number, levels: Uint8Array) {
    this.count = count;
    this.levels = levels;
  }

  /** Throws MerkleError `merkle.size` for no leaves at all. */
  static fromLeaves(leaves: readonly (Uint8Array | string)[]): MerkleTree {
    const offsets = levelOffsets(leaves.length);
    const levels = new Uint8Array(offsets.at(-1) ?? 0);
    for (let i = 0; i < leaves.length; i++) {
      hashLeafInto(levels, i * hashBytes, leaves[i] as Uint8Array | string);
    }
    fillLevels(levels, offsets);
    return new MerkleTree(leaves.length, levels);
  }

  /** As `fromLeaves`, of leaves whose hashes (`hashLeaf`) are known. */
  static fromLeafHashes(hashes: readonly Uint8Array[]): MerkleTree {
    const offsets = levelOffsets(hashes.length);
    const levels = new Uint8Array(offsets.at(-1) ?? 0);
    for (let i = 0; i < hashes.length; i++) levels.set(hashes[i] as Uint8Array, i * hashBytes);
    fillLevels(levels, offsets);
    return new MerkleTree(hashes.length, levels);
  }

  /** Takes a blob that was stored; checks its length and nothing else. */
  static fromLevels(levels: Uint8Array, count: number): MerkleTree {
    if (levels.length !== levelOffsets(count).at(-1)) {
      throw new MerkleError("merkle.levels", "not the length of such a tree", { count });
    }
    return new MerkleTree(count, levels);
  }

  get root(): Uint8Array {
    return this.levels.slice(-hashBytes);
  }

  /** From the leaf's sibling up; throws MerkleError `merkle.index`. */
  inclusionPath(index: number): Uint8Array[] {
    return pathSlices(this.count, index).map(({ offset, length }) =>
      this.levels.slice(offset, offset + length),
    );
  }
}

function fillLevels(levels: Uint8Array, offsets: readonly number[]): void {
  for (let level = 1; level < offsets.length - 1; level++) {
    const below = offsets[level - 1] as number;
    const start = offsets[level] as number;
    const nodesBelow = (start - below) / hashBytes;
    let target = start;
    for (let i = 0; i + 1 < nodesBelow; i += 2, target += hashBytes) {
      hashChildrenInto(levels, target, levels, below + i * hashBytes);
    }
    if (nodesBelow % 2 === 1) levels.copyWithin(target, start - hashBytes, start);
  }
}
