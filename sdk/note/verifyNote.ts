import { verifyEd25519, verifyMlDsa44 } from "#sdk/crypto";
import { encodeUtf8 } from "../encoding/utf8.ts";
import { parseCosignature, toSignedMessage } from "./cosignature.ts";
import type { NoteSignature, SignedNote } from "./SignedNote.ts";
import { isPostQuantum, signatureTypes, type VerifierKey } from "./VerifierKey.ts";

/** A signature of a known key that verified. */
export interface NoteAttestation {
  readonly key: VerifierKey;
  /** Unix seconds, for a cosignature; else null. */
  readonly timestamp: number | null;
}

/** What the keys that a verifier knows say about a note. */
export interface NoteVerification {
  readonly attested: readonly NoteAttestation[];
  /** Names of known keys whose signatures are wrong: the note is then not to be used. */
  readonly forged: readonly string[];
}

/** Verifies every signature by one of `keys` and ignores all others, as C2SP signed-note says. */
export async function verifyNote(
  note: SignedNote,
  keys: readonly VerifierKey[],
): Promise<NoteVerification> {
  const attested: NoteAttestation[] = [];
  const forged: string[] = [];
  for (const line of note.signatures) {
    const key = keys.find(({ name, keyId }) => name === line.name && keyId === line.keyId);
    if (key === undefined) continue;
    const attestation = await verifyLine(note.text, line, key);
    if (attestation === null) forged.push(key.name);
    else attested.push(attestation);
  }
  return { attested, forged };
}

async function verifyLine(
  text: string,
  { signature }: NoteSignature,
  key: VerifierKey,
): Promise<NoteAttestation | null> {
  if (key.type === signatureTypes.ed25519) {
    const good = await verifyEd25519(key.publicKey, encodeUtf8(text), signature);
    return good ? { key, timestamp: null } : null;
  }
  const cosignature = parseCosignature(signature, key);
  if (cosignature === null) return null;
  const message = toSignedMessage(text, key, cosignature.timestamp);
  if (message === null) return null;
  const verifies = isPostQuantum(key) ? verifyMlDsa44 : verifyEd25519;
  const good = await verifies(key.publicKey, message, cosignature.signature);
  return good ? { key, timestamp: cosignature.timestamp } : null;
}

/** What one key says about a note; of several signatures by it, one wrong one makes it forged. */
export async function verifyNoteSignature(
  note: SignedNote,
  key: VerifierKey,
): Promise<"valid" | "forged" | "absent"> {
  const { attested, forged } = await verifyNote(note, [key]);
  if (forged.length > 0) return "forged";
  return attested.length > 0 ? "valid" : "absent";
}
