import { z } from "zod";
import { type HolderMessage, holderMessages } from "../holderMessages.ts";
import { apiLimits } from "../limits.ts";
import { type StatusReason, statusActions, statusReasons } from "../statusReasons.ts";
import { actingAuthority } from "./authorities.ts";
import { documentId, pageNext, seconds, typeName, uuid } from "./primitives.ts";
import { reachId, reachKind } from "./reaches.ts";

export const bulkActStates = ["running", "stopped", "done", "failed"] as const;
export type BulkActState = (typeof bulkActStates)[number];

/** What is done to many documents: an act on their status, or their holders are told something. */
export const bulkActions = [...statusActions, "tell"] as const;
export type BulkAction = (typeof bulkActions)[number];

/** Why it is done; of `tell`, what is told. */
export type BulkReason = StatusReason | HolderMessage;
const bulkReasons = [...Object.keys(statusReasons), ...Object.keys(holderMessages)];
const bulkReason = z.enum(bulkReasons as [BulkReason, ...BulkReason[]]).meta({
  description: "A status reason that fits the action; of `tell`, a holder message.",
});

const times = { from: seconds.exactOptional(), to: seconds.exactOptional() };

const byFilter = z.strictObject({
  by: z.literal("filter"),
  type: typeName.exactOptional(),
  ...times,
  import: uuid.exactOptional(),
  batch: z.int().min(0).exactOptional(),
});

const byReach = z.strictObject({
  by: z.literal("reach"),
  kind: reachKind,
  id: reachId,
  type: typeName.exactOptional(),
  ...times,
});

/** Which documents a bulk act is on. */
export const documentSelection = z
  .discriminatedUnion("by", [
    z.strictObject({
      by: z.literal("documents"),
      documents: z.array(documentId).min(1).max(apiLimits.statusActs),
    }),
    byFilter,
    byReach,
  ])
  .meta({
    id: "DocumentSelection",
    description:
      "Named one by one; all of the caller's authority that fit a filter; or all that something reaches (`/v1/reaches`).",
  });

/** What is shown of a selection: documents that were named are in the list of outcomes. */
const shownSelection = z.discriminatedUnion("by", [
  z.object({ by: z.literal("documents") }),
  byFilter,
  byReach,
]);

export const newBulkAct = z
  .strictObject({ action: z.enum(bulkActions), reason: bulkReason, of: documentSelection })
  .meta({ id: "NewBulkAct" });

const count = z.int().min(0);

export const bulkAct = z
  .object({
    id: uuid,
    action: z.enum(bulkActions),
    reason: bulkReason,
    of: shownSelection,
    by: actingAuthority,
    requestedBy: z.string().meta({ description: "Who began it or took it over." }),
    state: z.enum(bulkActStates),
    step: z.enum(["collecting", "acting"]).meta({
      description: "First the documents are noted, then they are acted on.",
    }),
    documents: count.meta({ description: "Noted; while it is collecting, so far." }),
    requested: count.meta({ description: "Acted on, and the chain follows; of `tell`, told." }),
    refused: count.meta({ description: "Those that stay as they are." }),
    error: z
      .object({ code: z.string() })
      .nullable()
      .meta({ description: "Why it stopped or failed." }),
    createdAt: seconds,
    finishedAt: seconds.nullable(),
  })
  .meta({ id: "BulkAct" });

export const bulkActList = z.object({ bulkActs: z.array(bulkAct) }).meta({ id: "BulkActs" });

export const bulkOutcomes = ["waiting", "requested", "refused"] as const;

export const bulkOutcomePage = z
  .object({
    outcomes: z.array(
      z.object({
        document: documentId,
        outcome: z.enum(bulkOutcomes),
        code: z.string().nullable().meta({ description: "Why it was refused." }),
      }),
    ),
    next: pageNext,
  })
  .meta({ id: "BulkOutcomes" });
