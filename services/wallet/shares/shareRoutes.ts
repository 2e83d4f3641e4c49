import { json } from "../../http/routes/Reply.ts";
import { type Route, route } from "../../http/routes/Route.ts";
import { limits } from "../../platform/limits.ts";
import type { OpeningLimits } from "./OpeningLimits.ts";
import type { ResidentShares } from "./ResidentShares.ts";
import type { Share } from "./Share.ts";

export type ShareRouteParts = {
  readonly shares: Pick<ResidentShares, "make" | "list" | "end" | "look" | "open">;
  readonly openings: Pick<OpeningLimits, "count">;
};

export const shareRoutes = ({ shares, openings }: ShareRouteParts): Route[] => [
  route("makeShare", {
    handle: async ({ caller, body }) => {
      const sealed = Buffer.from(body.sealed, "base64url");
      return json(toView(await shares.make(caller, { ...body, sealed })), { status: 201 });
    },
  }),
  route("listShares", {
    handle: async ({ caller, query: { after = null, limit = limits.pageEntries } }) => {
      const found = await shares.list(caller.account, after, limit);
      const last = found.length === limit ? found.at(-1) : undefined;
      return json({ shares: found.map(toView), next: last?.id ?? null });
    },
  }),
  route("endShare", {
    handle: async ({ caller, params: { id } }) =>
      json(toView(await shares.end(caller.account, id))),
  }),
  route("lookAtShare", {
    handle: async ({ params: { id }, client }) => {
      openings.count(client.address);
      return json(await shares.look(id));
    },
  }),
  route("openShare", {
    handle: async ({ params: { id }, body, client }) => {
      openings.count(client.address);
      const opened = await shares.open(id, body.opening, client.userAgent);
      const sealed = Buffer.from(opened.sealed).toString("base64url");
      return json({ ...opened, sealed }, { status: 201 });
    },
  }),
];

const toView = ({ owner: _, ...share }: Share) => share;
