/** An ES256 public key as a JWK; coordinates are base64url of 32 bytes. */
export interface EcPublicJwk {
  readonly kty: "EC";
  readonly crv: "P-256";
  readonly x: string;
  readonly y: string;
}
