import type { AuthorityId } from "@sello/sdk";

/** A public ES256 key in JWK form (RFC 7517), with its thumbprint (RFC 7638) as `kid`. */
export type PublicKey = {
  readonly kid: string;
  readonly jwk: Readonly<{ kty: "EC"; crv: "P-256"; x: string; y: string }>;
};

/** An authority's current signing key, ready to be used on a hot path. */
export type SigningKey = PublicKey & {
  /** ES256 over the bytes: 64 bytes r‖s (RFC 7518 §3.4). Synchronous, because issuing signs in thousands. */
  sign(bytes: Uint8Array): Uint8Array;
};

/**
 * Holds the authorities' private keys. An implementation must never let a private key leave it, and
 * must give only a key that the registry says is current at `at` (unix seconds).
 * None: `Conflict` `signing_key.none_current`.
 */
export interface Signer {
  current(authority: AuthorityId, at: number): Promise<SigningKey>;
  /** Every key that the authority has or had, newest first. */
  published(authority: AuthorityId): Promise<readonly PublicKey[]>;
}
