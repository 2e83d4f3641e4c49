import { fromBase64, limits } from "@sello/sdk";

/** Body of C2SP tlog-witness `add-checkpoint`, taken apart; nothing of it is verified. */
export type AddCheckpointRequest = {
  readonly oldSize: number;
  /** Consistency proof, 32 bytes each. */
  readonly proof: readonly Uint8Array[];
  /** The checkpoint with its signatures, verbatim. */
  readonly checkpoint: string;
};

const proofLinesMax = 63;
const oldLinePattern = /^old (0|[1-9]\d{0,15})$/;

/**
 * Reads the body: the old size line, proof lines, an empty line, a checkpoint.
 * @returns null when it is not of that form
 */
export function parseAddCheckpoint(body: string): AddCheckpointRequest | null {
  if (body.length > limits.noteBytesMax) return null;
  const end = body.indexOf("\n\n");
  if (end < 0) return null;
  const [oldLine = "", ...proofLines] = body.slice(0, end).split("\n");
  const oldSize = Number(oldLinePattern.exec(oldLine)?.[1] ?? Number.NaN);
  if (!Number.isSafeInteger(oldSize) || proofLines.length > proofLinesMax) return null;
  const proof = parseHashes(proofLines);
  return proof && { oldSize, proof, checkpoint: body.slice(end + 2) };
}

/** The same request as text, for those who ask witnesses. */
export const formatAddCheckpoint = (request: AddCheckpointRequest): string =>
  [
    `old ${request.oldSize}`,
    ...request.proof.map((hash) => Buffer.from(hash).toString("base64")),
    "",
    request.checkpoint,
  ].join("\n");

function parseHashes(lines: readonly string[]): Uint8Array[] | null {
  try {
    const hashes = lines.map((line) => fromBase64(line));
    return hashes.every((hash) => hash.length === 32) ? hashes : null;
  } catch {
    return null;
  }
}
