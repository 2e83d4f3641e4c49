import { type AuthorityKey, fromHex, type Authority as TrustedAuthority } from "@sello/sdk";
import type { RegisteredKey } from "@sello/sdk/trust";
import type { PublicKey } from "../../signing/Signer.ts";
import type { Authority } from "../Registry.ts";

/** Public keys by thumbprint. */
export type HeldKeys = ReadonlyMap<string, PublicKey>;

/** An authority as a trust list has it. A key that nobody has published is not in it. */
export function toTrustedAuthority(authority: Authority, held: HeldKeys): TrustedAuthority {
  return {
    id: authority.id,
    iss: authority.iss,
    slug: authority.slug,
    name: authority.name,
    kind: authority.kind,
    parent: authority.parent,
    states: authority.states.map(({ state, from, until }) => ({ state, from, until })),
    keys: authority.keys
      .flatMap((term) => toKey(term, held))
      .sort((a, b) => a.from - b.from || compare(a.kid, b.kid)),
    accreditations: authority.accreditations
      .map(({ documentType, delegate, from, until }) => ({ documentType, delegate, from, until }))
      .sort((a, b) => compare(a.documentType, b.documentType) || a.from - b.from),
  };
}

// The contracts publish a key with its term; the first edition knew thumbprints alone.
function toKey(term: RegisteredKey, held: HeldKeys): AuthorityKey[] {
  const { thumbprint, from, until, distrustedFrom } = term;
  const jwk = term.jwk ?? held.get(thumbprint)?.jwk;
  // A key that was cancelled before it began was never current.
  if (jwk === undefined || (until !== null && from >= until)) return [];
  const kid = Buffer.from(fromHex(thumbprint)).toString("base64url");
  const { kty, crv, x, y } = jwk;
  return [{ kid, jwk: { kty, crv, x, y }, from, until, distrustedFrom }];
}

// By code units: the same in every locale.
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
