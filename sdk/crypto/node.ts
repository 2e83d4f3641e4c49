import { createPublicKey, hash, type KeyObject, verify } from "node:crypto";
import { toDerSignature } from "./derSignature.ts";
import type { EcPublicJwk } from "./EcPublicJwk.ts";
import { verifyMlDsa44Portably } from "./portableMlDsa44.ts";

// Hash results travel as binary (latin1) strings: V8 makes those three times faster than Buffers.

/** SHA-256 of bytes, or of a text in UTF-8. 32 bytes. */
export function sha256(data: Uint8Array | string): Uint8Array {
  const digest = new Uint8Array(32);
  writeLatin1(digest, 0, hash("sha256", data, "binary"));
  return digest;
}

/** SHA-256 of `data`, written into `target` at `offset` (bytes). */
export function sha256Into(target: Uint8Array, offset: number, data: Uint8Array | string): void {
  writeLatin1(target, offset, hash("sha256", data, "binary"));
}

/** SHA-256 of a text in UTF-8, as unpadded base64url. */
export function sha256Base64url(text: string): string {
  return hash("sha256", text, "base64url");
}

/** RFC 4648: §4 with padding, or with `url` §5 without. */
export function encodeBase64(bytes: Uint8Array, url: boolean): string {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return view.toString(url ? "base64url" : "base64");
}

/** The inverse of `encodeBase64`; null for a text that it would not have written. */
export function decodeBase64(text: string, url: boolean): Uint8Array | null {
  // Buffer skips what it does not like, so what it read is written again and compared.
  const encoding = url ? "base64url" : "base64";
  const bytes = Buffer.from(text, encoding);
  if (bytes.toString(encoding) !== text) return null;
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** Lowercase hex, nothing in front. */
export function encodeHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("hex");
}

/** The bytes of lowercase hex; the caller has seen that it is nothing else. */
export function decodeHex(text: string): Uint8Array {
  const bytes = Buffer.from(text, "hex");
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** A text in UTF-8, as unpadded base64url. */
export function encodeTextBase64url(text: string): string {
  return Buffer.from(text).toString("base64url");
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
  const key = ecKeyOf(jwk);
  if (key === null) return false;
  // Small Buffers come from a pool; TextEncoder would allocate each one for itself.
  const bytes = typeof message === "string" ? Buffer.from(message) : message;
  return verify("sha256", bytes, key, toDerSignature(signature));
}

/** RFC 8032 Ed25519; `publicKey` is 32 bytes, `signature` 64. */
export async function verifyEd25519(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  return verify(null, message, ed25519KeyOf(publicKey), signature);
}

/**
 * FIPS 204 ML-DSA-44, pure and with an empty context (§5.3); `publicKey` is 1312 bytes, `signature`
 * 2420.
 */
export async function verifyMlDsa44(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  if (publicKey.length !== 1312 || signature.length !== 2420) return false;
  const key = mlDsa44KeyOf(publicKey);
  return key === null
    ? verifyMlDsa44Portably(publicKey, message, signature)
    : verify(null, message, key, signature);
}

// Imported keys live as long as the objects they came from (a trust list, mostly).
const ecKeys = new WeakMap<EcPublicJwk, KeyObject | null>();
const ed25519Keys = new WeakMap<Uint8Array, KeyObject>();
const mlDsa44Keys = new WeakMap<Uint8Array, KeyObject | null>();

function ecKeyOf(jwk: EcPublicJwk): KeyObject | null {
  let key = ecKeys.get(jwk);
  if (key === undefined) {
    key = importEcKey(jwk);
    ecKeys.set(jwk, key);
  }
  return key;
}

function importEcKey(jwk: EcPublicJwk): KeyObject | null {
  try {
    const { kty, crv, x, y } = jwk;
    return createPublicKey({ key: { kty, crv, x, y }, format: "jwk" });
  } catch {
    return null; // Not a point on the curve: nothing verifies with it.
  }
}

function ed25519KeyOf(publicKey: Uint8Array): KeyObject {
  let key = ed25519Keys.get(publicKey);
  if (key === undefined) {
    const x = Buffer.from(publicKey).toString("base64url");
    key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
    ed25519Keys.set(publicKey, key);
  }
  return key;
}

// RFC 9881: what comes before the bytes of an ML-DSA-44 key in a SubjectPublicKeyInfo.
const mlDsa44Prefix = Buffer.from("30820532300b06096086480165030403110382052100", "hex");

function mlDsa44KeyOf(publicKey: Uint8Array): KeyObject | null {
  let key = mlDsa44Keys.get(publicKey);
  if (key === undefined) {
    key = importMlDsa44Key(Buffer.concat([mlDsa44Prefix, publicKey]));
    mlDsa44Keys.set(publicKey, key);
  }
  return key;
}

function importMlDsa44Key(der: Buffer): KeyObject | null {
  try {
    return createPublicKey({ key: der, format: "der", type: "spki" });
  } catch {
    return null; // Node before 24.7, or its OpenSSL before 3.5, does not know the algorithm.
  }
}

function writeLatin1(target: Uint8Array, offset: number, text: string): void {
  for (let i = 0; i < 32; i++) target[offset + i] = text.charCodeAt(i);
}
