import { empty, json, text } from "../http/routes/Reply.ts";
import { type Route, route } from "../http/routes/Route.ts";
import type { Statuses } from "./Statuses.ts";
import { toPlaceStatus } from "./toPlaceStatus.ts";

export type StatusListRouteParts = {
  readonly statuses: Pick<Statuses, "token" | "ofPlace" | "aggregation">;
};

export const statusListRoutes = ({ statuses }: StatusListRouteParts): Route[] => [
  route("getStatusList", {
    handle: async ({ params, ifNoneMatch }) => {
      const { jwt, etag, ttlSeconds } = await statuses.token(params.authority, params.number);
      const headers = { etag, "cache-control": `public, max-age=${ttlSeconds}` };
      if (matches(ifNoneMatch, etag)) return empty({ status: 304, headers });
      return text("application/statuslist+jwt", jwt, { headers });
    },
  }),
  route("getStatusListEntry", {
    handle: async ({ params: { authority, number, index } }) =>
      json(toPlaceStatus(await statuses.ofPlace(authority, number, index))),
  }),
  route("listStatusLists", {
    handle: async ({ params }) => json(await statuses.aggregation(params.authority)),
  }),
];

/** Weak comparison of RFC 9110 §13.1.2: proxies that compress weaken a tag. */
const matches = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch !== undefined &&
  (ifNoneMatch.trim() === "*" ||
    ifNoneMatch.split(",").some((tagged) => tagged.trim().replace(/^W\//, "") === etag));
