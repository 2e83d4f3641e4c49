import type { EcPublicJwk } from "./EcPublicJwk.ts";
/** SHA-256 of bytes, or of a text in UTF-8. 32 bytes. */
export declare function sha256(data: Uint8Array | string): Uint8Array;
/** SHA-256 of `data`, written into `target` at `offset` (bytes). */
export declare function sha256Into(
  target: Uint8Array,
  offset: number,
  data: Uint8Array | string,
): void;
/** SHA-256 of a text in UTF-8, as unpadded base64url. */
export declare function sha256Base64url(text: string): string;
/** RFC 4648: §4 with padding, or with `url` §5 without. */
export declare function encodeBase64(bytes: Uint8Array, url: boolean): string;
/** The inverse of `encodeBase64`; null for a text that it would not have written. */
export declare function decodeBase64(text: string, url: boolean): Uint8Array | null;
/** Lowercase hex, nothing in front. */
export declare function encodeHex(bytes: Uint8Array): string;
/** The bytes of lowercase hex; the caller has seen that it is nothing else. */
export declare function decodeHex(text: string): Uint8Array;
/** A text in UTF-8, as unpadded base64url. */
export declare function encodeTextBase64url(text: string): string;
/**
 * ECDSA on P-256 with SHA-256; the signature is r || s, 64 bytes (RFC 7518 §3.4). A message that is
 * a text counts as its UTF-8 bytes.
 */
export declare function verifyEs256(
  jwk: EcPublicJwk,
  message: Uint8Array | string,
  signature: Uint8Array,
): Promise<boolean>;
/** RFC 8032 Ed25519; `publicKey` is 32 bytes, `signature` 64. */
export declare function verifyEd25519(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean>;
/**
 * FIPS 204 ML-DSA-44, pure and with an empty context (§5.3); `publicKey` is 1312 bytes, `signature`
 * 2420.
 */
export declare function verifyMlDsa44(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean>;
