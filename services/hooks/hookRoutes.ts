import { empty, json } from "../http/routes/Reply.ts";
import { type Route, route } from "../http/routes/Route.ts";
import { limits } from "../platform/limits.ts";
import type { Registry } from "../registry/Registry.ts";
import type { Hook } from "./Hook.ts";
import type { Hooks } from "./Hooks.ts";

export type HookRouteParts = {
  readonly hooks: Pick<
    Hooks,
    "create" | "list" | "switch" | "end" | "test" | "deliveries" | "replay"
  >;
  readonly registry: Registry;
};

export const hookRoutes = ({ hooks, registry }: HookRouteParts): Route[] => {
  const toView = async (hook: Hook) => ({
    ...hook,
    authority: (await registry.byId(hook.authority)).slug,
  });
  return [
    route("createWebhook", {
      handle: async ({ caller, body }) => {
        const { hook, secret } = await hooks.create(caller, body);
        return json({ webhook: await toView(hook), secret }, { status: 201 });
      },
    }),
    route("listWebhooks", {
      handle: async ({ caller }) => {
        const found = await hooks.list(caller.authority);
        return json({ webhooks: await Promise.all(found.map(toView)) });
      },
    }),
    route("switchWebhook", {
      handle: async ({ caller, params: { id }, body: { state } }) =>
        json(await toView(await hooks.switch(caller, id, state))),
    }),
    route("endWebhook", {
      handle: async ({ caller, params: { id } }) => {
        await hooks.end(caller, id);
        return empty();
      },
    }),
    route("testWebhook", {
      handle: async ({ caller, params: { id } }) =>
        json(await hooks.test(caller, id), { status: 202 }),
    }),
    route("listWebhookDeliveries", {
      handle: async ({ caller, params: { id }, query }) => {
        const { after = null, limit = limits.pageEntries } = query;
        const deliveries = await hooks.deliveries(caller.authority, id, { after, limit });
        const last = deliveries.length === limit ? deliveries.at(-1) : undefined;
        return json({ deliveries, next: last?.id ?? null });
      },
    }),
    route("replayWebhookDelivery", {
      handle: async ({ caller, params: { id, delivery } }) =>
        json(await hooks.replay(caller, id, delivery), { status: 202 }),
    }),
  ];
};
