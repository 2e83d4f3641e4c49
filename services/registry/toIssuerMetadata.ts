import type { AuthoritySlug } from "@sello/sdk";
import type { Signer } from "../signing/Signer.ts";
import type { Registry } from "./Registry.ts";

/** A key of a JWK Set (RFC 7517 §4). */
type PublishedJwk = {
  readonly kty: "EC";
  readonly crv: "P-256";
  readonly x: string;
  readonly y: string;
  readonly kid: string;
  readonly alg: "ES256";
  readonly use: "sig";
};

/** JWT VC Issuer Metadata (draft-ietf-oauth-sd-jwt-vc-19). */
export type IssuerMetadata = {
  readonly issuer: string;
  readonly jwks: { readonly keys: readonly PublishedJwk[] };
};

/**
 * What is at `/.well-known/jwt-vc-issuer/authorities/<slug>`: the well-known part goes between host
 * and path of `iss`. Every key that the authority has or had is in it, so that old documents verify.
 * Unknown: `NotFound` `authority.unknown`.
 */
export async function toIssuerMetadata(
  registry: Pick<Registry, "bySlug">,
  signer: Pick<Signer, "published">,
  slug: AuthoritySlug,
): Promise<IssuerMetadata> {
  const { id, iss } = await registry.bySlug(slug);
  const keys = (await signer.published(id)).map(
    ({ kid, jwk }) => ({ ...jwk, kid, alg: "ES256", use: "sig" }) as const,
  );
  return { issuer: iss, jwks: { keys } };
}
