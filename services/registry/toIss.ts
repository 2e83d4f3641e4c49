import type { AuthoritySlug } from "@sello/sdk";

/** The `iss` of an authority's documents. */
export const toIss = (publicUrl: string, slug: AuthoritySlug): string =>
  `${publicUrl}/authorities/${slug}`;
