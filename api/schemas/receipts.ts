import { z } from "zod";
import { seconds, sha256 } from "./primitives.ts";

export const newReceipt = z
  .strictObject({
    digest: sha256.meta({
      description: "Of a consent receipt (docs/formats.md, Consent receipt).",
    }),
  })
  .meta({ id: "NewReceipt", description: "It says nothing: a receipt has 16 random bytes in it." });

export const receiptState = z
  .object({ notedAt: seconds })
  .meta({ id: "ReceiptState", description: "When its hash came, to be put into the log." });

export const receiptProof = z
  .object({
    count: z.int().min(1).meta({ description: "Leaves of the tree (RFC 9162) that it is in." }),
    index: z.int().min(0),
    path: z.array(sha256).meta({ description: "From the leaf's sibling up." }),
    head: z.string().meta({
      description:
        "A `.sello` file: the city's document of the type `receipt-head` with the tree's root.",
    }),
  })
  .meta({ id: "ReceiptProof" });

export const receiptAnswer = z
  .object({
    proof: receiptProof.nullable().meta({ description: "Null: it is not in the log yet." }),
  })
  .meta({ id: "ReceiptAnswer" });
