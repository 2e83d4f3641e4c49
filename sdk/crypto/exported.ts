import * as platform from "#sdk/crypto";

// With their types spelled out: a reader of the declarations need not know how the platform's crypto is chosen.

/** SHA-256 of bytes, or of a text in UTF-8. 32 bytes. */
export const sha256: (data: Uint8Array | string) => Uint8Array = platform.sha256;

/** SHA-256 of `data`, written into `target` at `offset` (bytes). */
export const sha256Into: (target: Uint8Array, offset: number, data: Uint8Array | string) => void =
  platform.sha256Into;

type VerifyBytes = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => Promise<boolean>;

/** RFC 8032 Ed25519; `publicKey` is 32 bytes, `signature` 64. */
export const verifyEd25519: VerifyBytes = platform.verifyEd25519;

/** FIPS 204 ML-DSA-44, pure and with an empty context (§5.3); 1312 and 2420 bytes. */
export const verifyMlDsa44: VerifyBytes = platform.verifyMlDsa44;
