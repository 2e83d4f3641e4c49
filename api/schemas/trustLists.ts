import { z } from "zod";
import { authorityId, base64Hash, documentTypeId } from "./primitives.ts";

const entryProof = z
  .object({
    index: z.int().meta({ description: "Position in the tree, counted from 0." }),
    entry: z.string().meta({ description: "The entry's JSON text, as it is in the tree." }),
    path: z.array(base64Hash).meta({ description: "From the leaf's sibling up." }),
  })
  .meta({ id: "EntryProof", description: "An entry with its RFC 9162 inclusion path." });

const found = <Id extends z.ZodType>(id: Id) =>
  z.union([
    z.object({ id, proof: entryProof }),
    z
      .object({ id, before: entryProof.nullable(), after: entryProof.nullable() })
      .meta({ description: "It is not in the list: it would be between these two." }),
  ]);

export const foundEntries = z
  .object({
    version: z.int(),
    authorities: z.array(found(authorityId)),
    documentTypes: z.array(found(documentTypeId)),
  })
  .meta({ id: "FoundEntries" });
