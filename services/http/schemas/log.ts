import { z } from "zod";
import { base64Hash, hex32, seconds } from "./primitives.ts";

export const anchoringState = z
  .object({
    state: z.enum(["pending", "held", "anchored"]),
    reason: z.looseObject({ code: z.string() }).optional(),
    logIndex: z.int().optional(),
    anchoredAt: seconds.optional(),
  })
  .meta({ id: "AnchoringState" });

export const logEntry = z
  .object({
    index: z.int(),
    authority: hex32,
    documentType: hex32,
    batchRoot: hex32,
    count: z.int().meta({ description: "Documents in the batch." }),
    anchoredAt: seconds,
    logRoot: hex32.meta({ description: "Root of the log with this entry as its last." }),
    blockNumber: z.string().meta({ description: "Decimal." }),
    transactionHash: hex32,
  })
  .meta({ id: "LogEntry" });

export const logEntries = z.object({ entries: z.array(logEntry) }).meta({ id: "LogEntries" });

export const merklePath = z
  .object({ path: z.array(base64Hash) })
  .meta({ id: "MerklePath", description: "RFC 9162 hashes, from the leaf's sibling up." });
