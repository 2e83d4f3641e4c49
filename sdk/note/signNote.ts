import { encodeUtf8 } from "../encoding/utf8.ts";
import { NoteError } from "./NoteError.ts";
import type { NoteSignature, SignedNote } from "./SignedNote.ts";
import { signatureTypes, type VerifierKey } from "./VerifierKey.ts";

/**
 * Signs bytes: Ed25519 (64 bytes) or ML-DSA-44 without context (2420 bytes) for notes, ES256 for
 * documents (r || s, 64 bytes).
 */
export type SignBytes = (message: Uint8Array) => Uint8Array | Promise<Uint8Array>;

/** Who signs a note; the private key stays behind `sign`. */
export interface NoteSigner {
  readonly key: VerifierKey;
  readonly sign: SignBytes;
}

/** Signs a text that ends in a newline, with keys of type Ed25519 (0x01). */
export async function signNote(text: string, signers: readonly NoteSigner[]): Promise<SignedNote> {
  if (!text.endsWith("\n")) throw new NoteError("note.malformed", "a text ends in a newline");
  const signatures: NoteSignature[] = [];
  for (const { key, sign } of signers) {
    if (key.type !== signatureTypes.ed25519) {
      throw new NoteError("note.vkey", "this key makes cosignatures", { name: key.name });
    }
    const signature = await sign(encodeUtf8(text));
    signatures.push({ name: key.name, keyId: key.keyId, signature });
  }
  return { text, signatures };
}
