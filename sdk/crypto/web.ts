import { sha256 as nobleSha256 } from "@noble/hashes/sha2.js";
import { owned } from "../encoding/bytes.ts";
import { encodeUtf8 } from "../encoding/utf8.ts";
import type { EcPublicJwk } from "./EcPublicJwk.ts";
import { decodeBase64, encodeBase64 } from "./portableBase64.ts";
import { decodeHex, encodeHex } from "./portableHex.ts";
import { verifyMlDsa44Portably } from "./portableMlDsa44.ts";

export { decodeBase64, decodeHex, encodeBase64, encodeHex };

// The same functions as node.ts, for browsers. Signatures use WebCrypto, which browsers offer in
// secure contexts only: HTTPS pages and localhost.

/** SHA-256 of bytes, or of a text in UTF-8. 32 bytes. */
export function sha256(data: Uint8Array | string): Uint8Array {
  return nobleSha256(typeof data === "string" ? encodeUtf8(data) : data);
}

/** SHA-256 of `data`, written into `target` at `offset` (bytes). */
export function sha256Into(target: Uint8Array, offset: number, data: Uint8Array | string): void {
  target.set(sha256(data), offset);
}

/** SHA-256 of a text in UTF-8, as unpadded base64url. */
export function sha256Base64url(text: string): string {
  return encodeBase64(sha256(text), true);
}

/** A text in UTF-8, as unpadded base64url. */
export function encodeTextBase64url(text: string): string {
  return encodeBase64(encodeUtf8(text), true);
}

/**
 * ECDSA on P-256 with SHA-256; the signature is r || s, 64 bytes (RFC 7518 §3.4). A message that is
 * a text counts as its UTF-8 bytes.
 */
export async function verifyEs256(
  jwk: EcPublicJwk,
  message: Uint8Array | string,
  signature: Uint8Array,
): Promise<boolean> {
  if (signature.length !== 64) return false;
  const key = await cached(ecKeys, jwk, importEcKey);
  if (key === null) return false;
  const algorithm = { name: "ECDSA", hash: "SHA-256" };
  const bytes = typeof message === "string" ? encodeUtf8(message) : message;
  return crypto.subtle.verify(algorithm, key, owned(signature), owned(bytes));
}

/** RFC 8032 Ed25519; `publicKey` is 32 bytes, `signature` 64. */
export async function verifyEd25519(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  const key = await cached(ed25519Keys, publicKey, importEd25519Key);
  if (key === null) return false;
  return crypto.subtle.verify("Ed25519", key, owned(signature), owned(message));
}

/**
 * FIPS 204 ML-DSA-44, pure and with an empty context (§5.3); `publicKey` is 1312 bytes, `signature`
 * 2420. Few browsers have it, so the code comes along; but only when the first such key is met.
 */
export async function verifyMlDsa44(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  if (publicKey.length !== 1312 || signature.length !== 2420) return false;
  return verifyMlDsa44Portably(publicKey, message, signature);
}

type ImportedKey = Promise<CryptoKey | null>;
const ecKeys = new WeakMap<EcPublicJwk, ImportedKey>();
const ed25519Keys = new WeakMap<Uint8Array, ImportedKey>();

function cached<Source extends object>(
  keys: WeakMap<Source, ImportedKey>,
  source: Source,
  load: (source: Source) => ImportedKey,
): ImportedKey {
  let key = keys.get(source);
  if (key === undefined) {
    key = load(source);
    keys.set(source, key);
  }
  return key;
}

async function importEcKey({ kty, crv, x, y }: EcPublicJwk): ImportedKey {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  return crypto.subtle
    .importKey("jwk", { kty, crv, x, y }, algorithm, false, ["verify"])
    .catch(unlessUnsupported);
}

async function importEd25519Key(publicKey: Uint8Array): ImportedKey {
  return crypto.subtle
    .importKey("raw", owned(publicKey), "Ed25519", false, ["verify"])
    .catch(unlessUnsupported);
}

// An invalid key verifies nothing; a browser that lacks the algorithm must say so instead.
function unlessUnsupported(error: unknown): null {
  if (error instanceof DOMException && error.name === "NotSupportedError") throw error;
  return null;
}
