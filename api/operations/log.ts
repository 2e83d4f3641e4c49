import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { jsonContent, operation, textContent } from "../Operation.ts";
import { figures, logEntries, logOrigin, merklePath } from "../schemas/log.ts";
import { countText, indexText, integerText } from "../schemas/primitives.ts";

const tag = "log";

/** Which of the network's logs. */
const logQuery = {
  log: logOrigin.exactOptional(),
};

const noteContent = textContent(
  "C2SP signed note, with the cosignatures it has. Only the newest keep those of ML-DSA-44.",
);

const pathAnswer = {
  200: { description: "The path.", content: jsonContent(merklePath) },
} as const;

export const logOperations = {
  getCheckpoint: operation({
    method: "get",
    path: "/v1/log/checkpoint",
    tag,
    summary: "The newest checkpoint of the log",
    access: "public",
    query: z.strictObject(logQuery),
    answers: { 200: { description: "C2SP tlog-checkpoint.", content: noteContent } },
    problems: ["checkpoint.unknown", "log.unknown"],
  }),
  getCheckpointOf: operation({
    method: "get",
    path: "/v1/log/checkpoints/{size}",
    tag,
    summary: "The checkpoint of one size",
    access: "public",
    params: z.object({ size: indexText("Entries in the log.") }),
    query: z.strictObject(logQuery),
    answers: { 200: { description: "C2SP tlog-checkpoint.", content: noteContent } },
    problems: ["checkpoint.unknown", "log.unknown"],
  }),
  listLogEntries: operation({
    method: "get",
    path: "/v1/log/entries",
    tag,
    summary: "Entries of the log, in order",
    access: "public",
    query: z.strictObject({
      start: indexText("Index of the first.").exactOptional(),
      limit: integerText({
        min: 1,
        max: apiLimits.logPageEntries,
        description: "Entries in the answer.",
      }).exactOptional(),
      ...logQuery,
    }),
    answers: {
      200: {
        description: "As many as there are, up to `limit`.",
        content: jsonContent(logEntries),
      },
    },
    problems: ["log.unknown"],
  }),
  proveInclusion: operation({
    method: "get",
    path: "/v1/log/proofs/inclusion",
    tag,
    summary: "That an entry is in the log of a size (RFC 9162 §2.1.3)",
    access: "public",
    query: z.strictObject({
      index: indexText("Index of the entry."),
      size: countText("Entries in the log."),
      ...logQuery,
    }),
    answers: pathAnswer,
    problems: ["log.index", "log.size", "log.unknown"],
  }),
  proveConsistency: operation({
    method: "get",
    path: "/v1/log/proofs/consistency",
    tag,
    summary: "That the log of one size continues that of another (RFC 9162 §2.1.4)",
    access: "public",
    query: z.strictObject({
      from: countText("Entries in the smaller log."),
      to: countText("Entries in the larger log."),
      ...logQuery,
    }),
    answers: pathAnswer,
    problems: ["log.size", "log.size_order", "log.unknown"],
  }),
  followLog: operation({
    method: "get",
    path: "/v1/events",
    tag,
    summary: "The growth of the log, as server-sent events",
    access: "public",
    query: z.strictObject(logQuery),
    answers: {
      200: {
        description: "An event stream.",
        content: {
          "text/event-stream": {
            as: "events",
            description:
              "`checkpoint` events, the newest one first, then each as it is signed, without ML-DSA-44 lines.",
            events: { checkpoint: z.object({ note: z.string() }) },
          },
        },
      },
    },
    problems: ["events.share", "events.too_many", "log.unknown"],
  }),
  getFigures: operation({
    method: "get",
    path: "/v1/figures",
    tag,
    summary: "How many documents the logs hold, and in how many entries",
    description: "May be some seconds old; the two belong together.",
    access: "public",
    answers: { 200: { description: "Them.", content: jsonContent(figures) } },
  }),
};
