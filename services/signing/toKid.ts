import { createHash } from "node:crypto";
import { type Hex, toHex } from "@sello/sdk";
import type { PublicKey } from "./Signer.ts";

/** The RFC 7638 SHA-256 thumbprint in base64url: required members only, in lexicographic order (§3). */
export const toKid = ({ crv, kty, x, y }: PublicKey["jwk"]): string =>
  createHash("sha256").update(JSON.stringify({ crv, kty, x, y })).digest("base64url");

/** The same thumbprint as the registry contract keeps it: 32 bytes in hex. */
export const toThumbprint = (kid: string): Hex => toHex(Buffer.from(kid, "base64url"));
