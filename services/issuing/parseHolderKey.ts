import { createPublicKey } from "node:crypto";
import { InvalidInput } from "../platform/errors.ts";
import type { HolderKey } from "./IssuedDocument.ts";

/**
 * A holder's public key as it will stand in `cnf`: the four members that make it and no other.
 * Not a point on P-256, or a private key: `InvalidInput` `holder_key.invalid`.
 */
export function parseHolderKey(jwk: HolderKey): HolderKey {
  const { kty, crv, x, y } = jwk;
  const named = kty === "EC" && crv === "P-256" && typeof x === "string" && typeof y === "string";
  if (!named || "d" in jwk || !isCoordinate(x) || !isCoordinate(y)) throw refuse();
  try {
    createPublicKey({ key: { kty, crv, x, y }, format: "jwk" });
  } catch {
    throw refuse();
  }
  return { kty, crv, x, y };
}

/**
 * RFC 7518 §6.2.1.2: 32 bytes in base64url, with no padding. OpenSSL reads other alphabets as well; verifiers do not,
 * so that a document bound to such a key could never be shown.
 */
const isCoordinate = (text: string): boolean =>
  /^[A-Za-z0-9_-]{43}$/.test(text) && Buffer.from(text, "base64url").toString("base64url") === text;

const refuse = (): InvalidInput =>
  new InvalidInput("holder_key.invalid", "The holder's key is not a public key on P-256.", [
    { pointer: "/holderKey", code: "holder_key.invalid", message: "Not a public P-256 key (JWK)." },
  ]);
