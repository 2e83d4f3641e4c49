import type { AuthoritySlug } from "@sello/sdk";
import type { JsonAnswer } from "../http/routes/Route.ts";
import { notEndOfPage } from "../platform/errors.ts";
import { limits } from "../platform/limits.ts";
import { faultsAlong } from "./faultsAlong.ts";
import type { Authority, Registry } from "./Registry.ts";

type View = JsonAnswer<"getAuthority">;

/** Unknown: `NotFound` `authority.unknown`. */
export async function viewAuthority(
  registry: Pick<Registry, "bySlug" | "lineage">,
  slug: AuthoritySlug,
): Promise<View> {
  const authority = await registry.bySlug(slug);
  return toView(authority, await registry.lineage(authority.id));
}

/**
 * A page of all authorities, in the order in which they were registered; none is ever removed.
 * @param query.after name of the last one of the page before. Unknown: `InvalidInput` `page.cursor`.
 */
export async function viewAuthorities(
  registry: Pick<Registry, "all" | "lineage">,
  query: { readonly after?: AuthoritySlug; readonly limit?: number },
): Promise<JsonAnswer<"listAuthorities">> {
  const all = await registry.all();
  const start = query.after === undefined ? 0 : all.findIndex((a) => a.slug === query.after) + 1;
  if (query.after !== undefined && start === 0) throw notEndOfPage();
  const end = start + (query.limit ?? limits.pageEntries);
  const page = all.slice(start, end);
  const authorities: View[] = [];
  for (const authority of page)
    authorities.push(toView(authority, await registry.lineage(authority.id)));
  return { authorities, next: end < all.length ? (page.at(-1)?.slug ?? null) : null };
}

function toView(authority: Authority, line: readonly Authority[]): View {
  const { iss, keys, ...found } = authority;
  return {
    ...found,
    // The keys themselves are at `jwks`.
    keys: keys.map(({ jwk: _, ...term }) => term),
    issuer: iss,
    faults: [...faultsAlong(authority, line)],
  };
}
