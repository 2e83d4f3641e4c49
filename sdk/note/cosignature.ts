import { concatBytes, toUint64 } from "../encoding/bytes.ts";
import { encodeUtf8 } from "../encoding/utf8.ts";
import { SelloError } from "../SelloError.ts";
import { parseCheckpoint } from "./Checkpoint.ts";
import { toCosignedMessage } from "./cosignedMessage.ts";
import { NoteError } from "./NoteError.ts";
import type { NoteSignature } from "./SignedNote.ts";
import type { NoteSigner } from "./signNote.ts";
import { isPostQuantum, signatureTypes, type VerifierKey } from "./VerifierKey.ts";

// C2SP tlog-cosignature, "Format": timestamped_signature is u64 timestamp || signature.
const timestampBytes = 8;
const ed25519Bytes = 64;
const mlDsa44Bytes = 2420;

/** "Ed25519 signed message" (`cosignature/v1`). `timestamp` in unix seconds. */
export function toCosignatureMessage(checkpointText: string, timestamp: number): Uint8Array {
  return encodeUtf8(`cosignature/v1\ntime ${timestamp}\n${checkpointText}`);
}

/** What a witness signs with this key; null when the text is no checkpoint that it could sign. */
export function toSignedMessage(
  checkpointText: string,
  key: VerifierKey,
  timestamp: number,
): Uint8Array | null {
  if (!isPostQuantum(key)) return toCosignatureMessage(checkpointText, timestamp);
  try {
    return toCosignedMessage(parseCheckpoint(checkpointText), key.name, timestamp);
  } catch (error) {
    if (error instanceof SelloError) return null;
    throw error;
  }
}

/** Takes a timestamped_signature apart; null when it is not one, or when its time is beyond 2^53. */
export function parseCosignature(
  bytes: Uint8Array,
  key: VerifierKey,
): { readonly timestamp: number; readonly signature: Uint8Array } | null {
  const signatureBytes = isPostQuantum(key) ? mlDsa44Bytes : ed25519Bytes;
  if (bytes.length !== timestampBytes + signatureBytes) return null;
  const timestamp = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0));
  if (!Number.isSafeInteger(timestamp)) return null;
  return { timestamp, signature: bytes.slice(timestampBytes) };
}

/** By its length alone; whose it is and whether it is right is for `verifyNote` to say. */
export function isPostQuantumSignature({ signature }: NoteSignature): boolean {
  return signature.length === timestampBytes + mlDsa44Bytes;
}

/**
 * Cosigns a checkpoint's note text, with a key of type 0x04 or 0x06. The caller has checked that it
 * continues everything it cosigned before: a cosignature says just that. Throws NoteError.
 */
export async function cosignCheckpoint(
  checkpointText: string,
  { key, sign }: NoteSigner,
  timestamp: number,
): Promise<NoteSignature> {
  if (key.type === signatureTypes.ed25519) {
    throw new NoteError("note.vkey", "not the key of a witness", { name: key.name });
  }
  if (!Number.isSafeInteger(timestamp) || timestamp < 0) {
    throw new NoteError("note.timestamp", "not a time in seconds");
  }
  parseCheckpoint(checkpointText);
  const message = toSignedMessage(checkpointText, key, timestamp);
  if (message === null) throw new NoteError("note.checkpoint", "the origin is too long to cosign");
  const signature = concatBytes([toUint64(timestamp), await sign(message)]);
  return { name: key.name, keyId: key.keyId, signature };
}
