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
  if (!named || "d" in jwk) throw refuse();
  try {
    createPublicKey({ key: { kty, crv, x, y }, format: "jwk" });
  } catch {
    throw refuse();
  }
  return { kty, crv, x, y };
}

const refuse = (): InvalidInput =>
  new InvalidInput("holder_key.invalid", "The holder's key is not a public key on P-256.", [
    { pointer: "/holderKey", code: "holder_key.invalid", message: "Not a public P-256 key (JWK)." },
  ]);
