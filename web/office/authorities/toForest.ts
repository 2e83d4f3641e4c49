import type { Authority } from "../api/requests/useAuthority.ts";

export type Branch = { readonly authority: Authority; readonly below: readonly Branch[] };

/** Authorities under those above them, in the order in which they were registered. */
export function toForest(authorities: readonly Authority[]): readonly Branch[] {
  const children = new Map<string | null, Authority[]>();
  const known = new Set(authorities.map(({ id }) => id));
  for (const authority of authorities) {
    const parent =
      authority.parent !== null && known.has(authority.parent) ? authority.parent : null;
    children.set(parent, [...(children.get(parent) ?? []), authority]);
  }
  const below = (id: string | null): readonly Branch[] =>
    (children.get(id) ?? []).map((authority) => ({ authority, below: below(authority.id) }));
  return below(null);
}
