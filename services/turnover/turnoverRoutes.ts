import { json } from "../http/routes/Reply.ts";
import { type JsonAnswer, type Route, route } from "../http/routes/Route.ts";
import type { Registry } from "../registry/Registry.ts";
import { nonceKeyOf, type Turnover, toSign } from "./Turnover.ts";
import type { Turnovers } from "./Turnovers.ts";

export type TurnoverRouteParts = {
  readonly turnovers: Pick<Turnovers, "begin" | "beginOnce" | "get" | "list" | "sign" | "view">;
  readonly registry: Registry;
};

export const turnoverRoutes = (parts: TurnoverRouteParts): Route[] => {
  const { turnovers } = parts;
  return [
    route("beginTurnover", {
      handle: async ({ caller, body }) => {
        const begun = await turnovers.begin(body, caller);
        const headers = { location: `/v1/turnovers/${begun.id}` };
        return json(await toView(parts, begun), { status: 202, headers });
      },
    }),
    route("listTurnovers", {
      handle: async ({ caller }) => {
        const all = await turnovers.list(caller);
        return json({ turnovers: await Promise.all(all.map((each) => toView(parts, each))) });
      },
    }),
    route("getTurnover", {
      handle: async ({ caller, params: { id } }) =>
        json(await toView(parts, await turnovers.get(id, caller))),
    }),
    route("signTurnover", {
      handle: async ({ caller, params: { id }, body }) => {
        const signed = await turnovers.sign(id, Array.isArray(body) ? body : [body], caller);
        return json(await toView(parts, signed), { status: 202 });
      },
    }),
  ];
};

async function toView(
  { turnovers, registry }: TurnoverRouteParts,
  turnover: Turnover,
): Promise<JsonAnswer<"getTurnover">> {
  const { id, kind, state, step, done, of, error } = turnover;
  const { begunBy, begunAt, changedAt, finishedAt } = turnover;
  return {
    id,
    kind,
    authority: (await registry.byId(turnover.authority)).slug,
    state,
    step,
    done,
    of,
    toSign: toSign(turnover).map(({ operation, values }) => ({ operation, values })),
    nonceKey: String(nonceKeyOf(turnover)),
    details: turnovers.view(turnover),
    error,
    begunBy,
    begunAt,
    changedAt,
    finishedAt,
  };
}
