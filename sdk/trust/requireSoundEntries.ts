import { fromBase64url } from "../encoding/base64.ts";
import { type AuthorityId, toAuthorityId, toDocumentTypeId } from "../ids.ts";
import { limits } from "../limits.ts";
import { toJwkThumbprint } from "../sdjwt/jwkThumbprint.ts";
import { requireUnique } from "./requireSoundHead.ts";
import type { Authority, DocumentType } from "./TrustList.ts";
import type { ListedAuthority } from "./TrustListContent.ts";
import { unsound } from "./TrustListError.ts";

// What the entries of a trust list mean, each by itself and together. Every function throws TrustListError
// `trust-list.content` with `reason` as data.

type Entry = Authority | ListedAuthority;

/** Ids are hashes of names, keys have their own thumbprints, and only the city has nothing above it. */
export function requireSoundAuthority({ id, iss, slug, parent, kind, keys }: Entry): void {
  if (id !== toAuthorityId(iss)) throw unsound("authority-id", { slug });
  if ((parent === null) !== (kind === "city")) throw unsound("parent", { slug });
  for (const { kid, jwk } of keys) {
    fromBase64url(jwk.x);
    fromBase64url(jwk.y);
    if (kid !== toJwkThumbprint(jwk)) throw unsound("kid", { slug });
  }
}

export function requireSoundType({ id, vct }: DocumentType): void {
  if (id !== toDocumentTypeId(vct)) throw unsound("document-type-id", { vct });
}

/** All of them: each sound by itself, none twice, and one tree under one city. */
export function requireSoundEntries(
  authorities: readonly Entry[],
  documentTypes: readonly DocumentType[],
): void {
  const known = new Map(authorities.map((authority) => [authority.id, authority]));
  for (const authority of authorities) {
    requireSoundAuthority(authority);
    requireLine(authority, known);
  }
  const cities = authorities.filter(({ parent }) => parent === null).length;
  if (cities !== 1) throw unsound("cities", { cities });
  documentTypes.forEach(requireSoundType);
  requireUnique(
    authorities.map(({ id }) => id),
    "authority-twice",
  );
  requireUnique(
    authorities.map(({ slug }) => slug),
    "slug-twice",
  );
  requireUnique(
    documentTypes.map(({ id }) => id),
    "document-type-twice",
  );
}

function requireLine(authority: Entry, known: ReadonlyMap<AuthorityId, Entry>): void {
  const { slug } = authority;
  let above = authority;
  for (let depth = 1; above.parent !== null; depth++) {
    const next = known.get(above.parent);
    if (next === undefined) throw unsound("parent", { slug });
    // A circle of parents ends here as well.
    if (depth >= limits.authorityDepthMax) throw unsound("depth", { slug });
    above = next;
  }
}
