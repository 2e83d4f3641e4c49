import { z } from "zod";
import type { Services } from "../compose/Services.ts";
import { empty, json } from "../http/routes/Reply.ts";
import { type AnyRoute, jsonBody, route } from "../http/routes/Route.ts";
import { line, seconds, slug, uuid } from "../http/schemas/primitives.ts";
import { NotFound } from "../platform/errors.ts";
import { limits } from "../platform/limits.ts";
import { isSubordinate } from "../registry/isSubordinate.ts";
import type { Registry } from "../registry/Registry.ts";
import { type ApiKey, apiActions, toActor } from "./ApiKey.ts";
import { subordinateAuthority } from "./actsFor.ts";

const tag = "API keys";

const apiKey = z
  .object({
    id: uuid,
    authority: slug,
    label: z.string(),
    actions: z.array(z.enum(apiActions)),
    createdAt: seconds,
    expiresAt: seconds,
    revokedAt: seconds.nullable(),
    lastUsedAt: seconds.nullable().meta({ description: "Right to about a minute." }),
  })
  .meta({ id: "ApiKey" });

const createBody = z
  .strictObject({
    authority: slug.optional().meta({ description: "By default the key's own; or one below it." }),
    label: line(limits.apiKeyLabelCharacters),
    actions: z.array(z.enum(apiActions)).min(1).max(apiActions.length),
    expiresAt: seconds,
  })
  .meta({ id: "NewApiKey" });

const created = z
  .object({
    key: apiKey,
    secret: z.string().meta({ description: "Shown this once; only its SHA-256 is kept." }),
  })
  .meta({ id: "CreatedApiKey" });

const keyList = z.object({ keys: z.array(apiKey) }).meta({ id: "ApiKeyList" });

const toView = async (registry: Registry, key: ApiKey): Promise<z.input<typeof apiKey>> => ({
  ...key,
  authority: (await registry.byId(key.authority)).slug,
  actions: [...key.actions],
});

export const apiKeyRoutes = (services: Services): AnyRoute[] => [
  createRoute(services),
  listRoute(services),
  revokeRoute(services),
];

const createRoute = ({ apiKeys, registry }: Services) =>
  route({
    method: "post",
    path: "/v1/api-keys",
    operation: "createApiKey",
    tag,
    summary: "A new key, for the caller's authority or one below it",
    access: "administer",
    body: jsonBody(createBody, limits.requestBodyBytes),
    replies: { 201: { description: "Made.", content: { "application/json": created } } },
    problems: ["authority.unknown", "api_key.lifetime", "api_key.authority"],
    handle: async ({ caller, body }) => {
      const named = body.authority ?? (await registry.byId(caller.authority)).slug;
      const authority = await subordinateAuthority(registry, caller, named);
      const { key, secret } = await apiKeys.create(
        { ...body, authority: authority.id },
        toActor(caller),
      );
      return json(created, { key: await toView(registry, key), secret }, { status: 201 });
    },
  });

const listRoute = ({ apiKeys, registry }: Services) =>
  route({
    method: "get",
    path: "/v1/api-keys",
    operation: "listApiKeys",
    tag,
    summary: "The keys of the caller's authority and of those below it, newest first",
    access: "administer",
    replies: { 200: { description: "All.", content: { "application/json": keyList } } },
    handle: async ({ caller }) => {
      const all = await registry.all();
      const within = await Promise.all(
        all.map((authority) => isSubordinate(registry, authority.id, caller.authority)),
      );
      const subordinate = all.filter((_, index) => within[index]).map(({ id }) => id);
      const keys = await apiKeys.list(subordinate);
      return json(keyList, {
        keys: await Promise.all(keys.map((key) => toView(registry, key))),
      });
    },
  });

const revokeRoute = ({ apiKeys, registry }: Services) =>
  route({
    method: "delete",
    path: "/v1/api-keys/{id}",
    operation: "revokeApiKey",
    tag,
    summary: "End a key from now on",
    access: "administer",
    params: z.object({ id: uuid }),
    replies: { 204: { description: "Ended." } },
    problems: ["api_key.unknown", "api_key.revoked"],
    handle: async ({ caller, params }) => {
      const key = await apiKeys.get(params.id);
      const owner = await registry.byId(key.authority);
      if (!(await isSubordinate(registry, owner.id, caller.authority)))
        throw new NotFound("api_key.unknown", "There is no such API key.");
      await apiKeys.revoke(params.id, toActor(caller));
      return empty();
    },
  });
