import { createPublicKey } from "node:crypto";
import { type EcPublicJwk, findUnsafeCharacter } from "@sello/sdk";
import { limits } from "../../platform/limits.ts";
import type { DocumentType } from "../../registry/types/DocumentType.ts";
import type { NewVerifier } from "./Verifier.ts";

const daySeconds = 86_400;

export type Types = { all(): readonly Pick<DocumentType, "name" | "vct" | "claims">[] };

type Fault = { readonly pointer: string; readonly code: string; readonly message: string };

/** What is wrong with a registration; null: nothing. */
export function findRegistrationFault(
  { name, homepage, mayAsk, key, endsAt }: NewVerifier,
  types: Types,
  now: number,
): Fault | null {
  const names = Object.values(name);
  if (names.length === 0) return fault("/name", "Give a name in at least one language.");
  if (names.some((text) => text.trim() === "" || findUnsafeCharacter(text) !== null))
    return fault("/name", "The name is empty, or has characters that cannot be seen.");
  if (!isOrigin(homepage))
    return fault("/homepage", "It is not an origin, such as https://shop.example.");
  if (endsAt <= now || endsAt > now + limits.verifierTermDays * daySeconds)
    return fault("/endsAt", "The term ends within two years from now.");
  if (!isOnCurve(key)) return fault("/key", "It is not a point on P-256. Give the public JWK.");
  return findAskedFault(mayAsk, types);
}

function findAskedFault(mayAsk: NewVerifier["mayAsk"], types: Types): Fault | null {
  for (const [at, { type, claims }] of mayAsk.entries()) {
    const versions = types.all().filter((each) => each.name === type);
    if (versions.length === 0)
      return fault(`/mayAsk/${at}/type`, `There is no document type ${type}.`);
    const unknown = claims.find((claim) =>
      versions.every((each) => !Object.hasOwn(each.claims, claim)),
    );
    if (unknown !== undefined)
      return fault(`/mayAsk/${at}/claims`, `Documents of type ${type} have no claim ${unknown}.`);
  }
  return null;
}

/** `https://` and a host, written as browsers write origins. */
function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.protocol === "https:" && url.origin === text;
}

function isOnCurve({ kty, crv, x, y }: EcPublicJwk): boolean {
  try {
    return createPublicKey({ key: { kty, crv, x, y }, format: "jwk" }).type === "public";
  } catch {
    return false;
  }
}

const fault = (field: string, message: string): Fault => ({
  pointer: `/body${field}`,
  code: "verifier.invalid",
  message,
});
