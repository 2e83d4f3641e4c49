import { z } from "zod";
import { type CallTable, parts } from "../../../http/calls/CallTable.ts";
import { limits } from "../../../platform/limits.ts";
import { wordsPerRecord } from "./nameParts.ts";

/**
 * What the process that reads strangers' files asks of the one that holds keys. Every call names an import: that one says
 * for which authority, which type and at whose asking it is, and it was made by the process that is asked.
 */

const ofImport = { import: z.uuid() };

export const deskCalls = {
  /** The key with which the authority signs now. */
  key: { asked: z.object(ofImport), answer: z.object({ kid: z.string() }) },
  /** The key that seals the rows of the import's file: one part, or none where they are not sealed. */
  rowsKey: { asked: z.object(ofImport), answer: z.object({ parts: parts(1) }) },
  /** Digests of records, as the secrets are now. */
  name: {
    asked: z.object({
      ...ofImport,
      /** `toWordParts` of each record. */
      parts: parts(limits.deskItems * wordsPerRecord),
    }),
    answer: z.object({
      /** Of the newest secret, and of the others, by which a record may be known too. */
      generations: z.array(z.int()).min(1),
      /** `toNamePart` of each record. */
      parts: parts(limits.deskItems),
    }),
  },
  /** Signatures of documents that are of the import, for nobody else's and of no other type; their keys wrapped. */
  sign: {
    asked: z.object({
      ...ofImport,
      kid: z.string(),
      /** Of each: its payload, then the key that seals it. */
      parts: parts(limits.deskItems * 2),
    }),
    /** Of each: 64 bytes of signature, then 40 of wrapped key. */
    answer: z.object({ parts: parts(limits.deskItems) }),
  },
} as const satisfies CallTable;
