import { equalBytes } from "../encoding/bytes.ts";
import { hashBytes, hashNodeInto } from "./hash.ts";

/** Where a leaf claims to be in a tree; all of it may come from an attacker. */
export interface InclusionClaim {
  readonly leafHash: Uint8Array;
  readonly index: number;
  readonly size: number;
  /** From the leaf's sibling up. */
  readonly path: readonly Uint8Array[];
}

/** RFC 9162 §2.1.3.2. `root` is the value that is trusted. */
export function verifyInclusion(claim: InclusionClaim & { readonly root: Uint8Array }): boolean {
  const root = rootFromPath(claim);
  return root !== null && equalBytes(root, claim.root);
}

/** The root that the path leads to, or null when the path cannot belong to such a tree. */
export function rootFromPath({ leafHash, index, size, path }: InclusionClaim): Uint8Array | null {
  if (!isInside(index, size) || leafHash.length !== hashBytes) return null;
  // RFC 9162 §2.1.3.2 steps 2 to 5; fn and sn can exceed 32 bits, so they are divided, not shifted.
  let [fn, sn] = [index, size - 1];
  const hash = new Uint8Array(leafHash); // A copy, even of a Buffer.
  for (const sibling of path) {
    if (sn === 0 || sibling.length !== hashBytes) return null;
    if (fn % 2 === 1 || fn === sn) {
      hashNodeInto(hash, sibling, hash);
      while (fn % 2 === 0 && fn !== 0) {
        fn /= 2;
        sn = Math.floor(sn / 2);
      }
    } else {
      hashNodeInto(hash, hash, sibling);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 ? hash : null;
}

function isInside(index: number, size: number): boolean {
  return Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size;
}
