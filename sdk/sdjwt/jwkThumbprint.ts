import { sha256Base64url } from "#sdk/crypto";
import type { EcPublicJwk } from "../crypto/EcPublicJwk.ts";

/** RFC 7638 §3 with SHA-256, base64url: the required members only, in their order. */
export function toJwkThumbprint({ crv, kty, x, y }: EcPublicJwk): string {
  return sha256Base64url(JSON.stringify({ crv, kty, x, y }));
}
