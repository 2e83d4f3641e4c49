import type { Hex } from "@sello/sdk";
import { concat, encodeAbiParameters, keccak256, parseAbiParameters } from "viem";
import type { TakeOverRecord } from "./takeOverRecords.ts";

/** A part of what is taken over that fits into one transaction, with its path to the signed root. */
export type TakeOverPiece = { readonly piece: Hex; readonly path: readonly Hex[] };

export type PieceTree = { readonly root: Hex; readonly pieces: readonly TakeOverPiece[] };

/** The last head of a status list. */
export type ListHead = { readonly owner: Hex; readonly list: bigint; readonly head: Hex };

/** Records in one piece: an authority with long texts takes about 220,000 gas, a transaction at most 2^24. */
const recordsPerPiece = 48;
const bytesPerPiece = 60_000;
const headsPerPiece = 256;

const statePiece = parseAbiParameters("uint256, (uint8 kind, bytes data)[]");
const statusPiece = parseAbiParameters("uint256, (bytes32 owner, uint64 list, bytes32 head)[]");

export const toStatePieces = (records: readonly TakeOverRecord[]): PieceTree =>
  toTree(
    cut(records).map((part, index) => encodeAbiParameters(statePiece, [BigInt(index), [...part]])),
  );

export function toStatusPieces(heads: readonly ListHead[]): PieceTree {
  const parts: Hex[] = [];
  for (let start = 0; start < heads.length; start += headsPerPiece) {
    const some = heads.slice(start, start + headsPerPiece);
    parts.push(encodeAbiParameters(statusPiece, [BigInt(parts.length), some]));
  }
  return toTree(parts);
}

function cut(records: readonly TakeOverRecord[]): readonly TakeOverRecord[][] {
  const parts: TakeOverRecord[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const record of records) {
    bytes += record.data.length / 2;
    if (bytes > bytesPerPiece || (parts.at(-1)?.length ?? 0) >= recordsPerPiece) {
      parts.push([]);
      bytes = record.data.length / 2;
    }
    parts.at(-1)?.push(record);
  }
  return parts;
}

const noRoot: Hex = `0x${"00".repeat(32)}`;

/** As OpenZeppelin's MerkleProof takes it: leaves are hashed twice, the two below a node are hashed in their order. */
function toTree(encoded: readonly Hex[]): PieceTree {
  let level = encoded.map((piece) => keccak256(keccak256(piece)));
  const paths: Hex[][] = encoded.map(() => []);
  for (let height = 0; level.length > 1; height += 1) {
    for (const [leaf, path] of paths.entries()) {
      const sibling = level[(leaf >> height) ^ 1];
      if (sibling !== undefined) path.push(sibling);
    }
    level = toParents(level);
  }
  return {
    root: level[0] ?? noRoot,
    pieces: encoded.map((piece, index) => ({ piece, path: paths[index] ?? [] })),
  };
}

/** One without a sibling goes up as it is. */
function toParents(level: readonly Hex[]): Hex[] {
  const parents: Hex[] = [];
  for (let i = 0; i < level.length; i += 2) {
    const [left, right] = [level[i] as Hex, level[i + 1]];
    parents.push(right === undefined ? left : hashPair(left, right));
  }
  return parents;
}

const hashPair = (a: Hex, b: Hex): Hex =>
  keccak256(concat(BigInt(a) < BigInt(b) ? [a, b] : [b, a]));
