import { z } from "zod";
import { apiLimits } from "../limits.ts";
import {
  authorityId,
  base64Hash,
  blockNumber,
  documentTypeId,
  hex32,
  seconds,
} from "./primitives.ts";

export const logEntry = z
  .object({
    index: z.int(),
    authority: authorityId,
    documentType: documentTypeId,
    batchRoot: hex32,
    count: z.union([z.int(), z.string().regex(/^[0-9]{16,20}$/)]).meta({
      description:
        "Documents in the batch. Decimal text above 2^53 - 1: no batch of ours has so many, but a contract of edition 1 takes it.",
    }),
    anchoredAt: seconds,
    logRoot: hex32.meta({ description: "Root of the log with this entry as its last." }),
    blockNumber,
    transactionHash: hex32,
  })
  .meta({ id: "LogEntry" });

/** The origin of a log of the network. */
export const logOrigin = z
  .string()
  .min(1)
  .max(apiLimits.logOriginCharacters)
  .regex(/^[\x21-\x7e]+$/)
  .meta({
    description:
      "Origin of a log that the network has or had: first line of its checkpoints. The open log unless given.",
  });

export const logEntries = z.object({ entries: z.array(logEntry) }).meta({ id: "LogEntries" });

export const merklePath = z
  .object({ path: z.array(base64Hash) })
  .meta({ id: "MerklePath", description: "RFC 9162 hashes, from the leaf's sibling up." });

export const figures = z
  .object({
    documents: z.int().meta({ description: "Copies of documents in the logs." }),
    logSize: z.int().meta({ description: "Entries of the logs, all of which are counted." }),
  })
  .meta({ id: "Figures" });
