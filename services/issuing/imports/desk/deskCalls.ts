import { z } from "zod";
import type { CallTable } from "../../../http/calls/CallTable.ts";
import { limits } from "../../../platform/limits.ts";

/**
 * What the process that reads strangers' files asks of the one that holds keys. Every call names an import: that one says
 * for which authority, which type and at whose asking it is, and it was made by the process that is asked.
 */

const ofImport = { import: z.uuid() };
const bytes = z.base64();
const some = <Item extends z.ZodType>(item: Item) => z.array(item).max(limits.deskItems);

const name = z.object({
  generation: z.int(),
  naturalKey: bytes,
  claimsDigest: bytes,
  nameKey: bytes.nullable(),
});

export const recordDigest = name.extend({
  personKey: bytes.nullable(),
  personGeneration: z.int(),
  others: z.array(name),
});

export const deskCalls = {
  /** The key with which the authority signs now. */
  key: { asked: z.object(ofImport), answer: z.object({ kid: z.string() }) },
  /** Digests of records, as the secrets are now. */
  name: {
    asked: z.object({
      ...ofImport,
      records: some(
        z.object({
          key: z.string(),
          claims: z.string(),
          name: z.string().nullable(),
          person: z.string().nullable(),
        }),
      ),
    }),
    answer: z.object({ digests: some(recordDigest) }),
  },
  /** Signatures of documents that are of the import, for nobody else's and of no other type. */
  sign: {
    asked: z.object({ ...ofImport, kid: z.string(), inputs: some(z.string()) }),
    answer: z.object({ signatures: some(bytes) }),
  },
  /** Keys of documents, wrapped with the authority's. */
  wrap: {
    asked: z.object({ ...ofImport, keys: some(bytes) }),
    answer: z.object({ wrapped: some(bytes) }),
  },
} as const satisfies CallTable;
