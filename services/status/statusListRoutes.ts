import { z } from "zod";
import type { Services } from "../compose/Services.ts";
import { empty, json, text } from "../http/routes/Reply.ts";
import { type AnyRoute, route } from "../http/routes/Route.ts";
import { indexText, integerText, slug } from "../http/schemas/primitives.ts";
import { placeStatus, toPlaceStatus } from "../http/schemas/status.ts";

const tag = "status";

const listNumber = integerText({ min: 0, max: 2 ** 31 - 1, description: "Number of the list." });
const listParams = z.object({ authority: slug, number: listNumber });

const aggregation = z.object({ status_lists: z.array(z.string()) }).meta({
  id: "StatusListAggregation",
  description: "Token Status List, section on aggregation: the URIs of all lists.",
});

export const statusListRoutes = (services: Services): AnyRoute[] => [
  tokenRoute(services),
  placeRoute(services),
  aggregationRoute(services),
];

const tokenRoute = ({ statuses }: Services) =>
  route({
    method: "get",
    path: "/v1/status-lists/{authority}/{number}",
    operation: "getStatusList",
    tag,
    summary: "A status list, signed (IETF Token Status List)",
    access: "public",
    params: listParams,
    replies: {
      200: {
        description: "The list as the chain has it, 2 bits an entry.",
        content: { "application/statuslist+jwt": "Compact JWT, typ `statuslist+jwt`." },
        headers: { ETag: "Changes with the list.", "Cache-Control": "How long it may be kept." },
      },
      304: { description: "Not changed since the `ETag` in `If-None-Match`." },
    },
    problems: ["authority.unknown", "status_list.unknown"],
    handle: async ({ params, ifNoneMatch }) => {
      const { jwt, etag, ttlSeconds } = await statuses.token(params.authority, params.number);
      const headers = { etag, "cache-control": `public, max-age=${ttlSeconds}` };
      if (matches(ifNoneMatch, etag)) return empty({ status: 304, headers });
      return text("application/statuslist+jwt", jwt, { headers });
    },
  });

/** Weak comparison of RFC 9110 §13.1.2: proxies that compress weaken a tag. */
const matches = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch !== undefined &&
  (ifNoneMatch.trim() === "*" ||
    ifNoneMatch.split(",").some((tagged) => tagged.trim().replace(/^W\//, "") === etag));

const placeRoute = ({ statuses }: Services) =>
  route({
    method: "get",
    path: "/v1/status-lists/{authority}/{number}/entries/{index}",
    operation: "getStatusListEntry",
    tag,
    summary: "One entry of a status list: its status, who set it, and since when",
    access: "public",
    params: listParams.extend({ index: indexText("Index within the list.") }),
    replies: { 200: { description: "The entry.", content: { "application/json": placeStatus } } },
    problems: ["authority.unknown", "status_list.unknown", "status_list.unknown_place"],
    handle: async ({ params }) => {
      const place = await statuses.ofPlace(params.authority, params.number, params.index);
      return json(placeStatus, toPlaceStatus(place));
    },
  });

const aggregationRoute = ({ statuses }: Services) =>
  route({
    method: "get",
    path: "/v1/status-lists/{authority}",
    operation: "listStatusLists",
    tag,
    summary: "Where the status lists of an authority are",
    access: "public",
    params: z.object({ authority: slug }),
    replies: { 200: { description: "Their URIs.", content: { "application/json": aggregation } } },
    problems: ["authority.unknown"],
    handle: async ({ params }) => {
      const { status_lists } = await statuses.aggregation(params.authority);
      return json(aggregation, { status_lists: [...status_lists] });
    },
  });
