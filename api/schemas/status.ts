import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { type StatusReason, statusActions, statusReasons } from "../statusReasons.ts";
import { actingAuthority } from "./authorities.ts";
import {
  blockNumber,
  documentId,
  hex32,
  integerText,
  line,
  localizedText,
  seconds,
  slug,
  uuid,
} from "./primitives.ts";

const asOf = z
  .object({
    blockNumber,
    time: seconds.meta({ description: "Until when the chain was known." }),
  })
  .meta({ id: "AsOf" });

export const placeStatus = z
  .object({
    status: z.enum(["valid", "suspended", "revoked"]),
    since: seconds.nullable(),
    by: actingAuthority.nullable(),
    replaced: z.boolean().meta({
      description:
        "Revoked because a newer document took its place. Of other reasons, nothing is said in public.",
    }),
    asOf,
  })
  .meta({ id: "PlaceStatus" });

const reasonCodes = Object.keys(statusReasons) as [StatusReason, ...StatusReason[]];

export const reasonCode = z
  .enum(reasonCodes)
  .meta({ description: "Must be one that fits the action." });

export const statusActRequest = z
  .strictObject({
    documents: z.array(documentId).min(1).max(apiLimits.statusActs),
    action: z.enum(statusActions),
    reason: reasonCode,
    officer: line(apiLimits.statusOfficerCharacters)
      .exactOptional()
      .meta({ description: "A staff number or the like, for the record. Not a person's name." }),
  })
  .meta({ id: "StatusActRequest" });

export const statusActs = z
  .object({
    acts: z.array(
      z.object({
        document: documentId,
        outcome: z.enum(["requested", "refused"]),
        act: uuid.exactOptional(),
        code: z.string().exactOptional().meta({ description: "Why it was refused." }),
      }),
    ),
  })
  .meta({ id: "StatusActs" });

export const statusAct = z
  .object({
    id: uuid,
    action: z.enum(statusActions),
    reason: z.object({ code: z.enum(reasonCodes), text: localizedText }),
    by: actingAuthority,
    officer: z.string(),
    state: z.enum(["requested", "sent", "effective", "refused"]),
    requestedAt: seconds,
    effectiveAt: seconds.nullable(),
    transactionHash: hex32.nullable(),
    blockNumber: blockNumber.nullable().meta({ description: "Decimal. Null until it is mined." }),
    error: z.looseObject({}).nullable(),
  })
  .meta({ id: "StatusAct" });

export const statusHistory = z.object({ acts: z.array(statusAct) }).meta({ id: "StatusHistory" });

export const statusReasonList = z
  .object({
    reasons: z.array(
      z.object({ code: z.string(), text: localizedText, actions: z.array(z.enum(statusActions)) }),
    ),
  })
  .meta({ id: "StatusReasons" });

export const holderMessageList = z
  .object({
    messages: z.array(
      z.object({
        code: z.string(),
        text: localizedText,
        statuses: z
          .array(z.enum(["valid", "suspended", "revoked"]))
          .meta({ description: "Of documents that it is true of." }),
      }),
    ),
  })
  .meta({ id: "HolderMessages" });

const listNumber = integerText({ min: 0, max: 2 ** 31 - 1, description: "Number of the list." });

export const listParams = z.object({ authority: slug, number: listNumber });

export const statusListAggregation = z.object({ status_lists: z.array(z.string()) }).meta({
  id: "StatusListAggregation",
  description: "Token Status List, section on aggregation: the URIs of all lists.",
});
