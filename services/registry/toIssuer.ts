import type { AuthoritySlug } from "@sello/sdk";

/** The `iss` of an authority's documents. */
export const toIssuer = (publicUrl: string, slug: AuthoritySlug): string =>
  `${publicUrl}/authorities/${slug}`;
