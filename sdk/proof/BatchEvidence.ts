import { limits } from "../limits.ts";
import { ProofError } from "./ProofError.ts";

/** Our part of a proof, its `extra` line: where the document is in its batch. */
export interface BatchEvidence {
  /** Block timestamp, unix seconds. */
  readonly anchoredAt: number;
  /** Documents in the batch. */
  readonly count: number;
  /** Zero-based position in the batch. */
  readonly leafIndex: number;
  /** 32 bytes each, from the leaf's sibling up. */
  readonly path: readonly Uint8Array[];
}

const version = 1;
const headBytes = 1 + 3 * 8;

/** `version || anchoredAt || count || leafIndex || path`, integers uint64 big endian. */
export function encodeBatchEvidence(evidence: BatchEvidence): Uint8Array {
  const bytes = new Uint8Array(headBytes + evidence.path.length * 32);
  const view = new DataView(bytes.buffer);
  bytes[0] = version;
  view.setBigUint64(1, BigInt(evidence.anchoredAt));
  view.setBigUint64(9, BigInt(evidence.count));
  view.setBigUint64(17, BigInt(evidence.leafIndex));
  evidence.path.forEach((hash, i) => {
    if (hash.length !== 32) throw notOne("a hash does not have 32 bytes");
    bytes.set(hash, headBytes + i * 32);
  });
  return bytes;
}

/** The inverse of `encodeBatchEvidence`; throws ProofError `proof.batch-evidence`. */
export function decodeBatchEvidence(bytes: Uint8Array): BatchEvidence {
  const pathBytes = bytes.length - headBytes;
  if (pathBytes < 0 || pathBytes % 32 !== 0) throw notOne("its length is wrong");
  if (bytes[0] !== version) throw notOne("its version is unknown");
  if (pathBytes / 32 > limits.proofHashesMax) throw notOne("its path is too long");
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const path: Uint8Array[] = [];
  for (let at = headBytes; at < bytes.length; at += 32) path.push(bytes.slice(at, at + 32));
  return {
    anchoredAt: readUint(view, 1),
    count: readUint(view, 9),
    leafIndex: readUint(view, 17),
    path,
  };
}

function readUint(view: DataView, offset: number): number {
  // Two halves: a bigint for each number of each proof would cost more than the rest.
  const value = view.getUint32(offset) * 2 ** 32 + view.getUint32(offset + 4);
  if (!Number.isSafeInteger(value)) throw notOne("a number is beyond 2^53");
  return value;
}

function notOne(what: string): ProofError {
  return new ProofError("proof.batch-evidence", `not the evidence of a batch: ${what}`);
}
