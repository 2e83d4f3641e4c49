import type { Caller } from "../../http/Caller.ts";
import { json } from "../../http/routes/Reply.ts";
import { type JsonAnswer, type Route, route } from "../../http/routes/Route.ts";
import { notEndOfPage } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import type { Registry } from "../../registry/Registry.ts";
import { toActingAuthority } from "../../status/StatusAct.ts";
import type { BulkAct } from "./BulkAct.ts";
import type { BulkActs } from "./BulkActs.ts";

export type BulkActRouteParts = {
  readonly bulkActs: Pick<BulkActs, "begin" | "get" | "list" | "outcomes" | "stop" | "resume">;
  readonly registry: Registry;
};

type View = JsonAnswer<"getBulkAct">;

export const bulkActRoutes = (parts: BulkActRouteParts): Route[] => [
  route("beginBulkAct", {
    handle: async ({ caller, body, headers, bodyDigest }) => {
      const name = { key: headers["idempotency-key"], bodyDigest };
      const { act, replay } = await parts.bulkActs.begin(caller, body, name);
      const view = await toView(parts, act);
      if (replay) return json(view, { headers: { "idempotent-replayed": "true" } });
      return json(view, { status: 202, headers: { location: `/v1/bulk-acts/${act.id}` } });
    },
  }),
  route("listBulkActs", {
    handle: async ({ caller, query: { limit = limits.pageEntries } }) => {
      const found = await parts.bulkActs.list(caller, limit);
      return json({ bulkActs: await Promise.all(found.map((act) => toView(parts, act))) });
    },
  }),
  route("getBulkAct", {
    handle: async ({ caller, params: { id } }) =>
      json(await toView(parts, await parts.bulkActs.get(caller, id))),
  }),
  route("listBulkOutcomes", {
    handle: async ({ caller, params: { id }, query }) => {
      const { outcome = null, after, limit = limits.pageEntries } = query;
      const asked = { outcome, after: after === undefined ? 0 : parseNumber(after), limit };
      const found = await parts.bulkActs.outcomes(caller, id, asked);
      const last = found.length === limit ? found.at(-1) : undefined;
      return json({
        outcomes: found.map(({ n: _, ...each }) => each),
        next: last === undefined ? null : String(last.n),
      });
    },
  }),
  steeringRoute("stop", parts),
  steeringRoute("resume", parts),
];

const steeringRoute = (act: "stop" | "resume", parts: BulkActRouteParts) =>
  route(`${act}BulkAct`, {
    handle: async ({ caller, params: { id } }: { caller: Caller; params: { id: string } }) =>
      json(await toView(parts, await parts.bulkActs[act](caller, id))),
  });

/** Not one that we gave: `InvalidInput` `page.cursor`. */
function parseNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw notEndOfPage();
  return Number(text);
}

async function toView({ registry }: BulkActRouteParts, act: BulkAct): Promise<View> {
  const { id, action, reason, selection, requestedBy, state, step, error } = act;
  const { documents, requested, refused, createdAt, finishedAt } = act;
  return {
    id,
    action,
    reason,
    of: selection as View["of"],
    by: toActingAuthority(await registry.byId(act.authority)),
    requestedBy,
    state,
    step,
    documents,
    requested,
    refused,
    error,
    createdAt,
    finishedAt,
  };
}
