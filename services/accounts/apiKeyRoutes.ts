import { toActor } from "../http/Caller.ts";
import { empty, json } from "../http/routes/Reply.ts";
import { type Route, route } from "../http/routes/Route.ts";
import type { Registry } from "../registry/Registry.ts";
import type { ApiKey } from "./ApiKey.ts";
import type { ApiKeys } from "./ApiKeys.ts";
import { subordinateAuthorities, subordinateAuthority, subordinateKey } from "./actsFor.ts";

export type ApiKeyRouteParts = {
  readonly apiKeys: Pick<ApiKeys, "create" | "list" | "get" | "revoke" | "setLimit">;
  readonly registry: Registry;
};

const toView = async (registry: Registry, key: ApiKey) => ({
  ...key,
  authority: (await registry.byId(key.authority)).slug,
});

export const apiKeyRoutes = ({ apiKeys, registry }: ApiKeyRouteParts): Route[] => [
  route("createApiKey", {
    handle: async ({ caller, body }) => {
      const named = body.authority ?? (await registry.byId(caller.authority)).slug;
      const authority = await subordinateAuthority(registry, caller, named);
      const { key, secret } = await apiKeys.create({ ...body, authority: authority.id }, caller);
      return json({ key: await toView(registry, key), secret }, { status: 201 });
    },
  }),
  route("listApiKeys", {
    handle: async ({ caller }) => {
      const keys = await apiKeys.list(await subordinateAuthorities(registry, caller));
      return json({ keys: await Promise.all(keys.map((key) => toView(registry, key))) });
    },
  }),
  route("limitApiKey", {
    handle: async ({ caller, params: { id }, body: { documentsPerDay } }) => {
      await subordinateKey({ apiKeys, registry }, caller, id);
      return json(await toView(registry, await apiKeys.setLimit(id, documentsPerDay, caller)));
    },
  }),
  route("revokeApiKey", {
    handle: async ({ caller, params: { id } }) => {
      await subordinateKey({ apiKeys, registry }, caller, id);
      await apiKeys.revoke(id, toActor(caller));
      return empty();
    },
  }),
];
