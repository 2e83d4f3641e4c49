import { json } from "../http/routes/Reply.ts";
import { type Route, route } from "../http/routes/Route.ts";
import { SharedTexts } from "../http/routes/SharedTexts.ts";
import { NotOffered } from "../platform/errors.ts";
import type { Statuses } from "./Statuses.ts";
import { toPlaceStatus } from "./toPlaceStatus.ts";

export type StatusListRouteParts = {
  readonly statuses: Pick<Statuses, "token" | "ofPlace" | "aggregation">;
};

export const statusListRoutes = ({ statuses }: StatusListRouteParts): Route[] => [
  listRoute(statuses),
  route("getStatusListEntry", {
    handle: async ({ params: { authority, number, index } }) =>
      json(toPlaceStatus(await statuses.ofPlace(authority, number, index))),
  }),
  route("listStatusLists", {
    handle: async ({ params }) => json(await statuses.aggregation(params.authority)),
  }),
];

function listRoute(statuses: Pick<Statuses, "token">): Route {
  const texts = new SharedTexts();
  return route("getStatusList", {
    handle: async (input) => {
      const { params, query } = input;
      // Token Status List §8.4: who does not keep lists of the past answers 501.
      if (query.time !== undefined)
        throw new NotOffered(
          "status_list.no_past",
          "Lists of the past are not kept; leave out time.",
        );
      const { jwt, ttlSeconds } = await statuses.token(params.authority, params.number);
      const cacheControl = `public, max-age=${ttlSeconds}`;
      return texts.reply("application/statuslist+jwt", jwt, cacheControl, input);
    },
  });
}
