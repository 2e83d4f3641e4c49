import { concatBytes } from "../encoding/bytes.ts";
import { encodeUtf8 } from "../encoding/utf8.ts";
import { parseCheckpoint } from "./Checkpoint.ts";
import { NoteError } from "./NoteError.ts";
import type { NoteSignature } from "./SignedNote.ts";
import type { NoteSigner } from "./signNote.ts";
import { signatureTypes } from "./VerifierKey.ts";

// C2SP tlog-cosignature, Ed25519: timestamped_signature is u64 timestamp || 64 bytes.
const timestampBytes = 8;
const ed25519Bytes = 64;

/** The bytes that a witness signs: "Ed25519 signed message". `timestamp` in unix seconds. */
export function toCosignatureMessage(checkpointText: string, timestamp: number): Uint8Array {
  return encodeUtf8(`cosignature/v1\ntime ${timestamp}\n${checkpointText}`);
}

/** Takes a timestamped_signature apart; null when it is none or its time is beyond 2^53. */
export function parseCosignature(
  bytes: Uint8Array,
): { readonly timestamp: number; readonly signature: Uint8Array } | null {
  if (bytes.length !== timestampBytes + ed25519Bytes) return null;
  const timestamp = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0));
  if (!Number.isSafeInteger(timestamp)) return null;
  return { timestamp, signature: bytes.slice(timestampBytes) };
}

/**
 * Cosigns a checkpoint's note text. The caller has checked that it continues everything it
 * cosigned before: a cosignature says just that. Throws NoteError.
 */
export async function cosignCheckpoint(
  checkpointText: string,
  { key, sign }: NoteSigner,
  timestamp: number,
): Promise<NoteSignature> {
  if (key.type !== signatureTypes.cosignatureV1) {
    throw new NoteError("note.vkey", "not the key of a witness", { name: key.name });
  }
  if (!Number.isSafeInteger(timestamp) || timestamp < 0) {
    throw new NoteError("note.timestamp", "not a time in seconds");
  }
  parseCheckpoint(checkpointText);
  const time = new Uint8Array(timestampBytes);
  new DataView(time.buffer).setBigUint64(0, BigInt(timestamp));
  const signed = await sign(toCosignatureMessage(checkpointText, timestamp));
  return { name: key.name, keyId: key.keyId, signature: concatBytes([time, signed]) };
}
