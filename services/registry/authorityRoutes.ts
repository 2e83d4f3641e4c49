import { z } from "zod";
import type { Services } from "../compose/Services.ts";
import { json } from "../http/routes/Reply.ts";
import { type AnyRoute, route } from "../http/routes/Route.ts";
import { authority, authorityList, issuerMetadata, jwks } from "../http/schemas/authorities.ts";
import { slug } from "../http/schemas/primitives.ts";
import type { Authority } from "./Registry.ts";
import { type IssuerMetadata, toIssuerMetadata } from "./toIssuerMetadata.ts";

const tag = "authorities";
const params = z.object({ slug });
const problems = ["authority.unknown"];
const cached = { headers: { "cache-control": "public, max-age=60" } };

export const toView = ({ iss, ...found }: Authority): z.input<typeof authority> => ({
  ...found,
  issuer: iss,
  states: [...found.states],
  keys: [...found.keys],
  accreditations: [...found.accreditations],
  officers: [...found.officers],
});

const toJwks = ({ jwks: { keys } }: IssuerMetadata) => ({ keys: [...keys] });

export const authorityRoutes = ({ registry, signer }: Services): AnyRoute[] => {
  const metadata = (name: string) => toIssuerMetadata(registry, signer, name);
  return [
    route({
      method: "get",
      path: "/v1/authorities",
      operation: "listAuthorities",
      tag,
      summary: "The tree of authorities, with its history",
      access: "public",
      replies: { 200: { description: "All.", content: { "application/json": authorityList } } },
      handle: async () =>
        json(authorityList, { authorities: (await registry.all()).map(toView) }, cached),
    }),
    route({
      method: "get",
      path: "/v1/authorities/{slug}",
      operation: "getAuthority",
      tag,
      summary: "One authority",
      access: "public",
      params,
      replies: { 200: { description: "It.", content: { "application/json": authority } } },
      problems,
      handle: async ({ params: { slug: name } }) =>
        json(authority, toView(await registry.bySlug(name)), cached),
    }),
    route({
      method: "get",
      path: "/v1/authorities/{slug}/jwks",
      operation: "getAuthorityKeys",
      tag,
      summary: "Every signing key that the authority has or had (RFC 7517)",
      access: "public",
      params,
      replies: { 200: { description: "The keys.", content: { "application/json": jwks } } },
      problems,
      handle: async ({ params: { slug: name } }) =>
        json(jwks, toJwks(await metadata(name)), cached),
    }),
    route({
      method: "get",
      path: "/.well-known/jwt-vc-issuer/authorities/{slug}",
      operation: "getIssuerMetadata",
      tag,
      summary: "Issuer metadata, where SD-JWT VC looks for it",
      access: "public",
      params,
      replies: { 200: { description: "It.", content: { "application/json": issuerMetadata } } },
      problems,
      handle: async ({ params: { slug: name } }) => {
        const found = await metadata(name);
        return json(issuerMetadata, { issuer: found.issuer, jwks: toJwks(found) }, cached);
      },
    }),
  ];
};
