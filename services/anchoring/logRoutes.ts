import { toBase64 } from "@sello/sdk";
import { events, json, text } from "../http/routes/Reply.ts";
import { type Route, route } from "../http/routes/Route.ts";
import { NotFound } from "../platform/errors.ts";
import { limits } from "../platform/limits.ts";
import type { AnchoredEntry } from "./AnchoredEntry.ts";
import { LogFeeds } from "./LogFeed.ts";
import type { Logs } from "./Logs.ts";

export type LogRouteParts = { readonly logs: Pick<Logs, "of"> };

export const logRoutes = (parts: LogRouteParts): Route[] => {
  const { logs } = parts;
  const feeds = new LogFeeds(logs);
  return [
    ...checkpointRoutes(parts),
    route("listLogEntries", {
      handle: async ({ query: { start, limit, log } }) => {
        const entries = await logs.of(log).entries(start ?? 0, limit ?? limits.pageEntries);
        return json({ entries: entries.map(toEntry) });
      },
    }),
    ...proofRoutes(parts),
    route("followLog", {
      handle: async ({ query, signal }) => events(feeds.of(query.log).follow(signal)),
    }),
  ];
};

const note = "text/plain; charset=utf-8";
const noCheckpoint = () => new NotFound("checkpoint.unknown", "There is no such checkpoint.");

const checkpointRoutes = ({ logs }: LogRouteParts) => [
  route("getCheckpoint", {
    handle: async ({ query }) => {
      const newest = await logs.of(query.log).checkpoint();
      if (newest === null) throw noCheckpoint();
      return text(note, newest, { headers: { "cache-control": "public, max-age=1" } });
    },
  }),
  route("getCheckpointOf", {
    handle: async ({ params, query }) => {
      const found = await logs.of(query.log).checkpointOf(params.size);
      if (found === null) throw noCheckpoint();
      return text(note, found);
    },
  }),
];

const toEntry = ({ blockNumber, count, ...entry }: AnchoredEntry) => ({
  ...entry,
  count: typeof count === "bigint" ? String(count) : count,
  blockNumber: String(blockNumber),
});

const toPath = (path: readonly Uint8Array[]) =>
  // What is proved of two sizes stays so.
  json(
    { path: path.map(toBase64) },
    { headers: { "cache-control": "public, max-age=86400, immutable" } },
  );

const proofRoutes = ({ logs }: LogRouteParts) => [
  route("proveInclusion", {
    handle: async ({ query: { index, size, log } }) =>
      toPath(await logs.of(log).inclusionProof(index, size)),
  }),
  route("proveConsistency", {
    handle: async ({ query: { from, to, log } }) =>
      toPath(await logs.of(log).consistencyProof(from, to)),
  }),
];
