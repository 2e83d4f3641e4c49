import type { AuthorityKey, Authority as TrustedAuthority } from "@sello/sdk";
import type { KeyTerm } from "@sello/sdk/trust";
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

function toKey({ thumbprint, from, until }: KeyTerm, held: HeldKeys): AuthorityKey[] {
  const key = held.get(thumbprint);
  // A key that was cancelled before it began was never current.
  if (key === undefined || (until !== null && from >= until)) return [];
  const { kty, crv, x, y } = key.jwk;
  return [{ kid: key.kid, jwk: { kty, crv, x, y }, from, until, distrustedFrom: null }];
}

// By code units: the same in every locale.
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
