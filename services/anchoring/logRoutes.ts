import { z } from "zod";
import type { Services } from "../compose/Services.ts";
import { events, json, text } from "../http/routes/Reply.ts";
import { type AnyRoute, route } from "../http/routes/Route.ts";
import { logEntries, type logEntry, merklePath } from "../http/schemas/log.ts";
import { countText, indexText, integerText } from "../http/schemas/primitives.ts";
import { NotFound } from "../platform/errors.ts";
import { limits } from "../platform/limits.ts";
import { LogFeed } from "./LogFeed.ts";
import type { AnchoredEntry } from "./LogStore.ts";

const tag = "log";
const note = "text/plain; charset=utf-8";
const noteContent = {
  "text/plain":
    "C2SP signed note, with the cosignatures it has. Only the newest keep those of ML-DSA-44.",
};

export const logRoutes = (services: Services): AnyRoute[] => [
  ...checkpointRoutes(services),
  entriesRoute(services),
  ...proofRoutes(services),
  eventsRoute(services),
];

const noCheckpoint = () => new NotFound("checkpoint.unknown", "There is no such checkpoint.");

const checkpointRoutes = ({ log }: Services) => [
  route({
    method: "get",
    path: "/v1/log/checkpoint",
    operation: "getCheckpoint",
    tag,
    summary: "The newest checkpoint of the log",
    access: "public",
    replies: { 200: { description: "C2SP tlog-checkpoint.", content: noteContent } },
    problems: ["checkpoint.unknown"],
    handle: async () => {
      const newest = await log.checkpoint();
      if (newest === null) throw noCheckpoint();
      return text(note, newest, { headers: { "cache-control": "public, max-age=1" } });
    },
  }),
  route({
    method: "get",
    path: "/v1/log/checkpoints/{size}",
    operation: "getCheckpointOf",
    tag,
    summary: "The checkpoint of one size",
    access: "public",
    params: z.object({ size: indexText("Entries in the log.") }),
    replies: { 200: { description: "C2SP tlog-checkpoint.", content: noteContent } },
    problems: ["checkpoint.unknown"],
    handle: async ({ params }) => {
      const found = await log.checkpointOf(params.size);
      if (found === null) throw noCheckpoint();
      return text(note, found);
    },
  }),
];

const toEntry = ({ blockNumber, ...entry }: AnchoredEntry): z.input<typeof logEntry> => ({
  ...entry,
  blockNumber: String(blockNumber),
});

const entriesRoute = ({ log }: Services) =>
  route({
    method: "get",
    path: "/v1/log/entries",
    operation: "listLogEntries",
    tag,
    summary: "Entries of the log, in order",
    access: "public",
    query: z.strictObject({
      start: indexText("Index of the first.").optional(),
      limit: integerText({
        min: 1,
        max: limits.logPageEntries,
        description: "Entries in the answer.",
      }).optional(),
    }),
    replies: {
      200: {
        description: "As many as there are, up to `limit`.",
        content: { "application/json": logEntries },
      },
    },
    handle: async ({ query }) => {
      const entries = await log.entries(query.start ?? 0, query.limit ?? limits.pageEntries);
      return json(logEntries, { entries: entries.map(toEntry) });
    },
  });

const toPath = (path: readonly Uint8Array[]) =>
  json(
    merklePath,
    { path: path.map((hash) => Buffer.from(hash).toString("base64")) },
    // What is proved of two sizes stays so.
    { headers: { "cache-control": "public, max-age=86400, immutable" } },
  );

const proofRoutes = ({ log }: Services) => [
  route({
    method: "get",
    path: "/v1/log/proofs/inclusion",
    operation: "proveInclusion",
    tag,
    summary: "That an entry is in the log of a size (RFC 9162 §2.1.3)",
    access: "public",
    query: z.strictObject({
      index: indexText("Index of the entry."),
      size: countText("Entries in the log."),
    }),
    replies: { 200: { description: "The path.", content: { "application/json": merklePath } } },
    problems: ["log.index", "log.size"],
    handle: async ({ query }) => toPath(await log.inclusionProof(query.index, query.size)),
  }),
  route({
    method: "get",
    path: "/v1/log/proofs/consistency",
    operation: "proveConsistency",
    tag,
    summary: "That the log of one size continues that of another (RFC 9162 §2.1.4)",
    access: "public",
    query: z.strictObject({
      from: countText("Entries in the smaller log."),
      to: countText("Entries in the larger log."),
    }),
    replies: { 200: { description: "The path.", content: { "application/json": merklePath } } },
    problems: ["log.size"],
    handle: async ({ query }) => toPath(await log.consistencyProof(query.from, query.to)),
  }),
];

function eventsRoute({ log }: Services) {
  const feed = new LogFeed(log);
  return route({
    method: "get",
    path: "/v1/events",
    operation: "followLog",
    tag,
    summary: "The growth of the log, as server-sent events",
    description:
      "`checkpoint` events: `{note}`, the newest one first, then each as it is signed, without ML-DSA-44 lines.",
    access: "public",
    replies: {
      200: { description: "An event stream.", content: { "text/event-stream": "Events." } },
    },
    handle: async ({ signal }) => events(feed.follow(signal)),
  });
}
