import type { AuthoritySlug } from "@sello/sdk";

/** Which list: of whom, and its number. */
export type StatusListName = { readonly slug: AuthoritySlug; readonly number: number };

const NUMBER_MAX = 2 ** 31 - 1;

/** The `uri` that documents name for their status list, and the `sub` of its token. */
export const toStatusListUri = (publicUrl: string, { slug, number }: StatusListName): string =>
  `${publicUrl}/v1/status-lists/${slug}/${number}`;

/** The list that a `uri` in a document names; null if it is not of this deployment. */
export function parseStatusListUri(publicUrl: string, uri: string): StatusListName | null {
  const prefix = `${publicUrl}/v1/status-lists/`;
  if (!uri.startsWith(prefix)) return null;
  const [, slug, digits] =
    /^([a-z0-9-]+)\/(0|[1-9][0-9]{0,9})$/.exec(uri.slice(prefix.length)) ?? [];
  const number = Number(digits);
  return slug === undefined || number > NUMBER_MAX ? null : { slug, number };
}
