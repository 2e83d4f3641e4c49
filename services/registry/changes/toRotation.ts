import { toHex } from "@sello/sdk";
import type { IntroducedKey } from "../../signing/SealedSigner.ts";
import { toThumbprint } from "../../signing/toKid.ts";
import type { Authority } from "../Registry.ts";
import type { RegistryOperation } from "./RegistryRequest.ts";

/**
 * The operations that let a key follow an authority's signing keys: it starts as it was introduced, and every key that
 * would go on ends at `until`, so that what was signed just before can still be anchored.
 * @param until unix seconds
 */
export function toRotation(
  authority: Authority,
  key: IntroducedKey,
  until: number,
): RegistryOperation[] {
  const thumbprint = toThumbprint(key.kid);
  const ending = authority.keys.filter(
    (known) => known.thumbprint !== thumbprint && (known.until === null || known.until > until),
  );
  return [toKeyAddition(key), ...ending.map((known) => toKeyEnd(authority, known, until))];
}

/** The operation that registers a key. */
export const toKeyAddition = ({ jwk, terms, keySignature }: IntroducedKey): RegistryOperation => ({
  operation: "AddSigningKey",
  values: {
    authority: terms.authority,
    x: toHex(Buffer.from(jwk.x, "base64url")),
    y: toHex(Buffer.from(jwk.y, "base64url")),
    from: String(terms.from),
    until: String(terms.until),
    keySignature,
  },
});

const toKeyEnd = (
  { id: authority }: Authority,
  { thumbprint }: Authority["keys"][number],
  until: number,
): RegistryOperation => ({
  operation: "EndSigningKey",
  values: { authority, thumbprint, until: String(until) },
});
