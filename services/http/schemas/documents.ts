import { z } from "zod";
import { documentStates } from "../../issuing/IssuedDocument.ts";
import { limits } from "../../platform/limits.ts";
import { jsonObject, seconds, slug, typeName, uuid } from "./primitives.ts";

export const claims = jsonObject
  .refine((value) => Buffer.byteLength(JSON.stringify(value)) <= limits.claimsBytes, {
    error: `more than ${limits.claimsBytes} bytes`,
  })
  .meta({ description: "Claims, as the document type's `inputSchema` asks for them." });

export const holderKey = jsonObject.meta({
  description: "Public EC key of the holder's device on P-256, as a JWK (RFC 7517).",
});

const documentStatus = z
  .object({
    value: z.enum(["valid", "suspended", "revoked"]),
    effective: z.boolean().meta({ description: "Whether the chain has it yet." }),
  })
  .meta({ id: "DocumentStatus" });

export const document = z
  .object({
    id: uuid,
    authority: slug,
    type: typeName,
    state: z.enum(documentStates).meta({
      description:
        "`pending` until the batch is in the log; `held` while its authority may not issue.",
    }),
    revision: z.int().meta({ description: "Counts renewals, corrections and replacements." }),
    copies: z.int(),
    issuedAt: seconds,
    expiresAt: seconds.nullable(),
    expired: z.boolean(),
    replaces: uuid.nullable(),
    replacedBy: uuid.nullable(),
    status: documentStatus,
  })
  .meta({ id: "Document", description: "What is known of a document, without what it says." });

export const documentPage = z
  .object({
    documents: z.array(document),
    next: z.string().nullable().meta({ description: "For `after`; null on the last page." }),
  })
  .meta({ id: "DocumentPage" });

export const idempotencyHeaders = z.object({
  "idempotency-key": z
    .string()
    .min(1)
    .max(limits.idempotencyKeyCharacters)
    .regex(/^[\x21-\x7e]+$/)
    .meta({
      description:
        "A name of your own for this request. The same again gives the same answer; with another body, 409.",
    }),
});

export const documentParams = z.object({ id: uuid });

const copyFields = {
  copy: z
    .string()
    .regex(/^(0|[1-9]\d{0,5})$/)
    .transform(Number)
    .optional()
    .meta({ type: "integer", minimum: 0, description: "Number of the copy; 0 is the first." }),
};

export const copyQuery = z.strictObject(copyFields);

export const proofQuery = z.strictObject({
  ...copyFields,
  cosignatures: z.enum(["ed25519", "post-quantum"]).optional().meta({
    description:
      "`post-quantum`: a quorum of witnesses' ML-DSA-44 cosignatures (3.3 KB each), beside those of Ed25519, which are there alone by default.",
  }),
});
