import { json } from "../http/routes/Reply.ts";
import { type Route, route } from "../http/routes/Route.ts";
import type { Signer } from "../signing/Signer.ts";
import type { PgRegistryEvents } from "./PgRegistryEvents.ts";
import type { Registry } from "./Registry.ts";
import { viewAuthorityEvents } from "./toAuthorityEventView.ts";
import { viewAuthorities, viewAuthority } from "./toAuthorityView.ts";
import { toIssuerMetadata } from "./toIssuerMetadata.ts";

const cached = { headers: { "cache-control": "public, max-age=60" } };

export type AuthorityRouteParts = {
  readonly registry: Registry;
  readonly signer: Pick<Signer, "published">;
  readonly registryEvents: Pick<PgRegistryEvents, "ofAuthority">;
};

export const authorityRoutes = ({
  registry,
  signer,
  registryEvents,
}: AuthorityRouteParts): Route[] => {
  const metadata = (name: string) => toIssuerMetadata(registry, signer, name);
  return [
    route("listAuthorities", {
      handle: async ({ query }) => json(await viewAuthorities(registry, query), cached),
    }),
    route("getAuthority", {
      handle: async ({ params }) => json(await viewAuthority(registry, params.slug), cached),
    }),
    route("getAuthorityKeys", {
      handle: async ({ params }) => json((await metadata(params.slug)).jwks, cached),
    }),
    route("listAuthorityEvents", {
      handle: async ({ params, query }) => {
        const { id } = await registry.bySlug(params.slug);
        return json(await viewAuthorityEvents(registryEvents, id, query));
      },
    }),
    route("getIssuerMetadata", {
      handle: async ({ params }) => json(await metadata(params.slug), cached),
    }),
  ];
};
