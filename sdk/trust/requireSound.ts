import { fromBase64url } from "../encoding/base64.ts";
import { toHex } from "../encoding/hex.ts";
import { type AuthorityId, toAuthorityId, toDocumentTypeId } from "../ids.ts";
import { limits } from "../limits.ts";
import {
  isPostQuantum,
  type SignatureType,
  signatureTypes,
  type VerifierKey,
} from "../note/VerifierKey.ts";
import type { ErrorData } from "../SelloError.ts";
import { toJwkThumbprint } from "../sdjwt/jwkThumbprint.ts";
import type { Authority, DocumentType, TrustList, TrustListContent } from "./TrustList.ts";
import { TrustListError } from "./TrustListError.ts";

// What the members of a trust list mean together. Every function throws TrustListError
// `trust-list.content` with `reason` as data.

export function requireSound(list: Omit<TrustList, "signedBy">): void {
  const { content } = list;
  if (content.validUntil <= content.issuedAt) throw unsound("never-valid");
  requireKeys([list.logKey], signatureTypes.ed25519, "log-key");
  requireWitnessKeys(list.witnessKeys);
  requireKeys(list.signerKeys, signatureTypes.ed25519, "signer-keys");
  if (content.quorum > content.witnesses.length) throw unsound("quorum");
  if (content.signerQuorum > content.signers.length) throw unsound("signer-quorum");
  for (const authority of content.authorities) requireAuthority(authority, list.authorities);
  requireOneCity(content);
  content.documentTypes.forEach(requireDocumentType);
  requireUnique(
    content.authorities.map(({ id }) => id),
    "authority-twice",
  );
  requireUnique(
    content.authorities.map(({ slug }) => slug),
    "slug-twice",
  );
  requireUnique(
    content.documentTypes.map(({ id }) => id),
    "document-type-twice",
  );
}

// Distinct public keys, too: one key under two names must not count twice towards a quorum.
function requireKeys(keys: readonly VerifierKey[], type: SignatureType, reason: string): void {
  if (keys.some((key) => key.type !== type)) throw unsound(reason);
  requireUnique(
    keys.map(({ name }) => name),
    reason,
  );
  requireUnique(
    keys.map(({ publicKey }) => toHex(publicKey)),
    reason,
  );
}

// Each witness has an Ed25519 key; an ML-DSA-44 key comes right after the Ed25519 key of the same name.
function requireWitnessKeys(keys: readonly VerifierKey[]): void {
  const { cosignatureV1, cosignatureMlDsa44 } = signatureTypes;
  const reason = "witness-keys";
  const postQuantum = keys.filter(isPostQuantum);
  requireKeys(postQuantum, cosignatureMlDsa44, reason);
  requireKeys(
    keys.filter((key) => !isPostQuantum(key)),
    cosignatureV1,
    reason,
  );
  for (const key of postQuantum) {
    const before = keys[keys.indexOf(key) - 1];
    if (before?.name !== key.name || isPostQuantum(before)) throw unsound(reason);
  }
}

function requireAuthority(
  authority: Authority,
  authorities: ReadonlyMap<AuthorityId, Authority>,
): void {
  const { id, iss, slug, parent, keys } = authority;
  if (id !== toAuthorityId(iss)) throw unsound("authority-id", { slug });
  if ((parent === null) !== (authority.kind === "city")) throw unsound("parent", { slug });
  for (const { kid, jwk } of keys) {
    fromBase64url(jwk.x);
    fromBase64url(jwk.y);
    if (kid !== toJwkThumbprint(jwk)) throw unsound("kid", { slug });
  }
  let above: Authority | undefined = authority;
  for (let depth = 1; above.parent !== null; depth++) {
    above = authorities.get(above.parent);
    if (above === undefined) throw unsound("parent", { slug });
    // A circle of parents ends here as well.
    if (depth >= limits.authorityDepthMax) throw unsound("depth", { slug });
  }
}

function requireOneCity({ authorities }: TrustListContent): void {
  const cities = authorities.filter(({ parent }) => parent === null).length;
  if (cities !== 1) throw unsound("cities", { cities });
}

function requireDocumentType({ id, vct }: DocumentType): void {
  if (id !== toDocumentTypeId(vct)) throw unsound("document-type-id", { vct });
}

function requireUnique(values: readonly string[], reason: string): void {
  if (new Set(values).size !== values.length) throw unsound(reason);
}

function unsound(reason: string, data: ErrorData = {}): TrustListError {
  return new TrustListError("trust-list.content", `the trust list is not sound: ${reason}`, {
    reason,
    ...data,
  });
}
