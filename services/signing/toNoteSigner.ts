import {
  formatVerifierKey,
  type SignatureType,
  toVerifierKey,
  type VerifierKey,
} from "@sello/sdk/log";
import type { NoteKey } from "./keyKinds.ts";

/** A sealed key under its name in notes (C2SP signed-note). */
export type SealedNoteSigner = {
  readonly key: VerifierKey;
  readonly name: string;
  readonly keyId: number;
  readonly vkey: string;
  sign(bytes: Uint8Array): Uint8Array;
};

/**
 * @param name of the key in notes: a schema-less URL without spaces and plus signs
 * @param type 0x01 for what signs notes itself; of a witness 0x04 for Ed25519, 0x06 for ML-DSA-44
 */
export function toNoteSigner(name: string, key: NoteKey, type: SignatureType): SealedNoteSigner {
  const verifier = toVerifierKey(name, type, key.publicKey);
  return {
    key: verifier,
    name,
    keyId: verifier.keyId,
    vkey: formatVerifierKey(verifier),
    sign: key.sign,
  };
}
