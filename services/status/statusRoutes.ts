import { holderMessages, statusReasons } from "@sello/api";
import { toActor } from "../http/Caller.ts";
import { json } from "../http/routes/Reply.ts";
import { type Route, route } from "../http/routes/Route.ts";
import { NotFound } from "../platform/errors.ts";
import { isSubordinate } from "../registry/isSubordinate.ts";
import type { Registry } from "../registry/Registry.ts";
import type { Statuses } from "./Statuses.ts";

export type StatusRouteParts = {
  readonly statuses: Pick<Statuses, "act" | "history" | "ownerOf">;
  readonly registry: Registry;
};

export const statusRoutes = ({ statuses, registry }: StatusRouteParts): Route[] => [
  route("actOnStatus", {
    handle: async ({ caller, body }) => {
      const { officer, ...act } = body;
      const acts = await statuses.act({
        ...act,
        actingAuthority: caller.authority,
        officer: officer === undefined ? toActor(caller) : `${toActor(caller)} ${officer}`,
      });
      return json({ acts }, { status: 202 });
    },
  }),
  route("getStatusHistory", {
    handle: async ({ caller, params: { id } }) => {
      const owner = await statuses.ownerOf(id);
      if (!(await isSubordinate(registry, owner, caller.authority)))
        throw new NotFound("document.unknown", "There is no such document.");
      return json({ acts: await statuses.history(id) });
    },
  }),
  reasonsRoute,
  messagesRoute,
];

export const messagesRoute = route("listHolderMessages", {
  handle: async () =>
    json({
      messages: Object.entries(holderMessages).map(([code, { text, statuses }]) => ({
        code,
        text,
        statuses: [...statuses],
      })),
    }),
});

export const reasonsRoute = route("listStatusReasons", {
  handle: async () =>
    json({
      reasons: Object.entries(statusReasons).map(([code, { text, actions }]) => ({
        code,
        text,
        actions,
      })),
    }),
});
