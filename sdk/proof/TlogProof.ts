import { fromBase64, toBase64 } from "../encoding/base64.ts";
import { limits } from "../limits.ts";
import { ProofError } from "./ProofError.ts";

/** C2SP tlog-proof: that an entry is in a log, and who saw the log. Nothing of it is verified. */
export interface TlogProof {
  /** Opaque and not authenticated; null when there is no such line. */
  readonly extra: Uint8Array | null;
  /** Zero-based position of the entry in the log. */
  readonly index: number;
  /** 32 bytes each, from the entry's sibling up. */
  readonly path: readonly Uint8Array[];
  /** The checkpoint note verbatim. */
  readonly checkpointNote: string;
}

const firstLine = "c2sp.org/tlog-proof@v1\n";
const extraWord = "extra ";
const indexPattern = /^index (0|[1-9][0-9]{0,15})$/;

/** Reads C2SP tlog-proof, "Format"; throws ProofError or EncodingError. */
export function parseTlogProof(text: string): TlogProof {
  const { extra, place } = splitTlogProof(text);
  return { extra, ...parseLogPlace(place) };
}

/** The `extra` line, and the rest as text: what all documents of a batch have in common. */
export function splitTlogProof(text: string): { extra: Uint8Array | null; place: string } {
  if (text.length > limits.proofBytesMax) {
    throw new ProofError("proof.too-large", "the proof is too large", { length: text.length });
  }
  if (!text.startsWith(firstLine)) throw malformed("its first line is another");
  const start = firstLine.length;
  if (!text.startsWith(extraWord, start)) return { extra: null, place: text.slice(start) };
  const end = text.indexOf("\n", start);
  if (end < 0) throw malformed("it has no index");
  const extra = fromBase64(text.slice(start + extraWord.length, end));
  return { extra, place: text.slice(end + 1) };
}

/** A tlog-proof from its index on; throws ProofError or EncodingError. */
export function parseLogPlace(place: string): Omit<TlogProof, "extra"> {
  const split = place.indexOf("\n\n");
  if (split < 0) throw malformed("it has no checkpoint");
  const lines = place.slice(0, split).split("\n");
  const index = Number(indexPattern.exec(lines.shift() ?? "")?.[1]);
  if (!Number.isSafeInteger(index)) throw malformed("its index is not one");
  if (lines.length > limits.proofHashesMax) throw malformed("its path is too long");
  return { index, path: lines.map(parseHash), checkpointNote: place.slice(split + 2) };
}

/** The inverse of `parseTlogProof`. */
export function formatTlogProof(proof: TlogProof): string {
  const extra = proof.extra === null ? "" : `${extraWord}${toBase64(proof.extra)}\n`;
  const path = proof.path.map((hash) => `${toBase64(hash)}\n`).join("");
  return `${firstLine}${extra}index ${proof.index}\n${path}\n${proof.checkpointNote}`;
}

function parseHash(line: string): Uint8Array {
  const hash = fromBase64(line);
  if (hash.length !== 32) throw malformed("a hash does not have 32 bytes");
  return hash;
}

function malformed(what: string): ProofError {
  return new ProofError("proof.malformed", `not a tlog-proof: ${what}`);
}
