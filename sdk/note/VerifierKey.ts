import { sha256 } from "#sdk/crypto";
import { fromBase64, toBase64 } from "../encoding/base64.ts";
import { concatBytes } from "../encoding/bytes.ts";
import { encodeUtf8 } from "../encoding/utf8.ts";
import { NoteError } from "./NoteError.ts";

/** C2SP signed-note "Signature types": the three that this network uses. */
export const signatureTypes = {
  ed25519: 0x01,
  cosignatureV1: 0x04,
  cosignatureMlDsa44: 0x06,
} as const;
export type SignatureType = (typeof signatureTypes)[keyof typeof signatureTypes];

/** Bytes of a public key. C2SP tlog-cosignature, "Format", for 0x04 and 0x06. */
const publicKeyBytes: Readonly<Record<SignatureType, number>> = { 1: 32, 4: 32, 6: 1312 };

// C2SP tlog-cosignature, "ML-DSA-44 signed message": opaque cosigner_name<1..2^8-1>.
const cosignerNameBytesMax = 255;

/** Who signs notes: C2SP signed-note "Verifier keys". */
export interface VerifierKey {
  readonly name: string;
  /** uint32; with the name it identifies the key, but it proves nothing. */
  readonly keyId: number;
  readonly type: SignatureType;
  /** 32 bytes of Ed25519, or 1312 of ML-DSA-44. */
  readonly publicKey: Uint8Array;
}

const vkeyPattern = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/;
// Unicode spaces, plus and control characters are not allowed in a key name.
const keyNamePattern = /^[^\s+\p{Cc}\p{Z}]{1,255}$/u;

export function isKeyName(name: string): boolean {
  return keyNamePattern.test(name);
}

/** A key of a witness, for cosignatures that withstand quantum computers. */
export function isPostQuantum({ type }: VerifierKey): boolean {
  return type === signatureTypes.cosignatureMlDsa44;
}

/** Makes the key that verifies what `publicKey` (raw) signs under `name`. Throws NoteError. */
export function toVerifierKey(
  name: string,
  type: SignatureType,
  publicKey: Uint8Array,
): VerifierKey {
  if (!isKeyName(name)) throw new NoteError("note.key-name", "not a key name");
  if (publicKey.length !== publicKeyBytes[type]) {
    throw new NoteError("note.vkey", `a public key has ${publicKeyBytes[type]} bytes`);
  }
  if (
    type === signatureTypes.cosignatureMlDsa44 &&
    encodeUtf8(name).length > cosignerNameBytesMax
  ) {
    throw new NoteError("note.key-name", "the name of a cosigner is too long");
  }
  return { name, keyId: toKeyId(name, type, publicKey), type, publicKey };
}

/** Reads a vkey string; throws NoteError `note.vkey` when it is not one of our types. */
export function parseVerifierKey(vkey: string): VerifierKey {
  const [, name = "", keyId = "", material = ""] = vkeyPattern.exec(vkey) ?? [];
  if (name === "") throw new NoteError("note.vkey", "not a verifier key");
  const bytes = fromBase64(material);
  const type = bytes[0];
  if (!isSignatureType(type)) throw new NoteError("note.vkey", "unknown type of key");
  const key = toVerifierKey(name, type, bytes.slice(1));
  if (key.keyId !== Number.parseInt(keyId, 16)) {
    throw new NoteError("note.vkey", "the key id does not belong to this key");
  }
  return key;
}

export function formatVerifierKey(key: VerifierKey): string {
  const material = concatBytes([Uint8Array.of(key.type), key.publicKey]);
  return `${key.name}+${key.keyId.toString(16).padStart(8, "0")}+${toBase64(material)}`;
}

// C2SP signed-note: key ID = SHA-256(key name || 0x0A || signature type || public key)[:4]
function toKeyId(name: string, type: SignatureType, publicKey: Uint8Array): number {
  const digest = sha256(concatBytes([encodeUtf8(`${name}\n`), Uint8Array.of(type), publicKey]));
  return new DataView(digest.buffer, digest.byteOffset).getUint32(0);
}

function isSignatureType(type: number | undefined): type is SignatureType {
  return Object.values<number | undefined>(signatureTypes).includes(type);
}
