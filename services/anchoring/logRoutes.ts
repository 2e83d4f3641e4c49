import { toBase64 } from "@sello/sdk";
import { events, json, text } from "../http/routes/Reply.ts";
import { type Route, route } from "../http/routes/Route.ts";
import { NotFound } from "../platform/errors.ts";
import { limits } from "../platform/limits.ts";
import type { AnchoredEntry } from "./AnchoredEntry.ts";
import { LogFeed } from "./LogFeed.ts";
import type { LogReader } from "./LogReader.ts";

export type LogRouteParts = {
  readonly log: Pick<
    LogReader,
    "checkpoint" | "checkpointOf" | "entries" | "inclusionProof" | "consistencyProof"
  >;
};

export const logRoutes = (parts: LogRouteParts): Route[] => {
  const feed = new LogFeed(parts.log);
  return [
    ...checkpointRoutes(parts),
    route("listLogEntries", {
      handle: async ({ query: { start, limit } }) => {
        const entries = await parts.log.entries(start ?? 0, limit ?? limits.pageEntries);
        return json({ entries: entries.map(toEntry) });
      },
    }),
    ...proofRoutes(parts),
    route("followLog", { handle: async ({ signal }) => events(feed.follow(signal)) }),
  ];
};

const note = "text/plain; charset=utf-8";
const noCheckpoint = () => new NotFound("checkpoint.unknown", "There is no such checkpoint.");

const checkpointRoutes = ({ log }: LogRouteParts) => [
  route("getCheckpoint", {
    handle: async () => {
      const newest = await log.checkpoint();
      if (newest === null) throw noCheckpoint();
      return text(note, newest, { headers: { "cache-control": "public, max-age=1" } });
    },
  }),
  route("getCheckpointOf", {
    handle: async ({ params }) => {
      const found = await log.checkpointOf(params.size);
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

const proofRoutes = ({ log }: LogRouteParts) => [
  route("proveInclusion", {
    handle: async ({ query: { index, size } }) => toPath(await log.inclusionProof(index, size)),
  }),
  route("proveConsistency", {
    handle: async ({ query: { from, to } }) => toPath(await log.consistencyProof(from, to)),
  }),
];
