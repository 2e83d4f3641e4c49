import type { AuthoritySlug } from "@sello/sdk";
import { lineage } from "@sello/sdk/trust";
import type { JsonAnswer } from "../http/routes/Route.ts";
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

export function toAuthorityViews(all: readonly Authority[]): View[] {
  const authorities = new Map(all.map((authority) => [authority.id, authority]));
  return all.map((authority) => toView(authority, lineage({ authorities }, authority)));
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
