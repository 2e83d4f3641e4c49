import { z } from "zod";
import {
  type ErasureReason,
  erasureReasons,
  type ReadingReason,
  readingReasons,
} from "../dataReasons.ts";
import { apiLimits } from "../limits.ts";
import {
  blockNumber,
  documentId,
  hex32,
  indexText,
  integerText,
  jsonObject,
  line,
  pageNext,
  seconds,
  secondsText,
  slug,
  typeName,
  uuid,
} from "./primitives.ts";

/** Where a document is on its way to the log. */
export const documentStates = ["pending", "held", "anchored"] as const;
export type DocumentState = (typeof documentStates)[number];

/** What a list may be narrowed to. */
export const documentListStatuses = [
  "valid",
  "suspended",
  "revoked",
  "expired",
  "replaced",
] as const;
export type DocumentListStatus = (typeof documentListStatuses)[number];

const encoder = new TextEncoder();

export const claims = jsonObject
  .refine((value) => encoder.encode(JSON.stringify(value)).length <= apiLimits.claimsBytes, {
    error: `more than ${apiLimits.claimsBytes} bytes`,
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
    id: documentId,
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
    replaces: documentId.nullable(),
    replacedBy: documentId.nullable(),
    status: documentStatus,
  })
  .meta({ id: "Document", description: "What is known of a document, without what it says." });

/** Which of an authority's documents. */
export const documentFilter = {
  type: typeName.exactOptional(),
  state: z.enum(documentStates).exactOptional(),
  status: z.enum(documentListStatuses).exactOptional().meta({
    description:
      "The first that fits of `replaced`, `revoked`, `expired`, `suspended`, `valid`, by what was asked for here. A page may have fewer documents than asked for, or none, and still a `next`.",
  }),
  from: secondsText(": issued from then on.").exactOptional(),
  to: secondsText(": issued before.").exactOptional(),
  import: uuid.exactOptional().meta({ description: "Issued by this import." }),
  batch: indexText("Entry of the newest log: issued in that batch.").exactOptional(),
};

export const documentPage = z
  .object({
    documents: z.array(document),
    next: pageNext,
  })
  .meta({ id: "DocumentPage" });

export const issueRequest = z
  .strictObject({
    authority: slug.exactOptional().meta({ description: "By default the key's own authority." }),
    type: typeName.meta({
      description: "The newest version that the authority is accredited for is issued.",
    }),
    claims,
    person: line(100).exactOptional().meta({
      description:
        "ID number of the person whose document it is, where the type has no claim for it. It is not in the document: a keyed digest of it is kept, by which the person finds their documents.",
    }),
    holderKey: holderKey.exactOptional(),
    after: documentId.exactOptional().meta({
      description:
        "The record's document that is revoked or has expired: issue the record afresh in its place. Needs `reason`, and an API key that may also `revoke`.",
    }),
    reason: line(apiLimits.reasonCharacters)
      .exactOptional()
      .meta({ description: "Why it is issued after `after`; kept in the audit log." }),
  })
  .refine(({ after, reason }) => (after === undefined) === (reason === undefined), {
    error: '"after" and "reason" come together',
    path: ["reason"],
  })
  .meta({ id: "IssueRequest" });

export const copyNumbers = z
  .object({ copies: z.array(z.int()).meta({ description: "Their numbers, in order." }) })
  .meta({ id: "CopyNumbers" });

export const idempotencyHeaders = z.object({
  "idempotency-key": z
    .string()
    .min(1)
    .max(apiLimits.idempotencyKeyCharacters)
    .regex(/^[\x21-\x7e]+$/)
    .meta({
      description:
        "A name of your own for this request. The same again gives the same answer; with another body, 409.",
    }),
});

export const documentParams = z.object({ id: documentId });

const reading = z
  .enum(Object.keys(readingReasons) as [ReadingReason, ...ReadingReason[]])
  .meta({ description: "Why; kept in the audit log." });

/** How officers look for documents. */
export const searchKinds = ["number", "person", "name"] as const;

export const searchRequest = z
  .strictObject({
    by: z.enum(searchKinds).meta({
      description:
        "`number`: the document's own number, whole; `person`: the ID number of the person whose document it is; `name`: the name in it, whole, whatever its case and accents.",
    }),
    value: line(apiLimits.searchCharacters),
    type: typeName.exactOptional(),
    reason: reading,
    after: documentId.exactOptional().meta({ description: "The last one of the page before." }),
    limit: z.int().min(1).max(apiLimits.pageEntries).exactOptional(),
  })
  .meta({ id: "SearchRequest" });

export const foundDocuments = z
  .object({
    documents: z.array(document).meta({ description: "Newest first." }),
    more: z.boolean().meta({ description: "Whether there are more: ask `after` the last one." }),
  })
  .meta({ id: "FoundDocuments" });

export const exportRequest = z
  .strictObject({ type: typeName.exactOptional(), reason: reading })
  .meta({ id: "ExportRequest" });

export const erasureRequest = z
  .strictObject({
    reason: z
      .enum(Object.keys(erasureReasons) as [ErasureReason, ...ErasureReason[]])
      .meta({ description: "Why; kept in the audit log." }),
  })
  .meta({ id: "ErasureRequest" });

export const erasure = z
  .object({
    erased: z.array(documentId).meta({
      description: "The document, and those whose place it took.",
    }),
  })
  .meta({ id: "Erasure" });

const copy = integerText({
  min: 0,
  max: 999_999,
  description: "Number of the copy; 0 is the first.",
}).exactOptional();

export const copyQuery = z.strictObject({ copy });

export const sdJwtQuery = z.strictObject({ copy, reason: reading });

export const proofQuery = z.strictObject({
  copy,
  cosignatures: z.enum(["ed25519", "post-quantum"]).exactOptional().meta({
    description:
      "`post-quantum`: a quorum of witnesses' ML-DSA-44 cosignatures (3.3 KB each), beside those of Ed25519, which are there alone by default.",
  }),
});

export const selloFileQuery = proofQuery.extend({ reason: reading });

export const anchoringState = z
  .object({
    state: z.enum(documentStates),
    reason: z.looseObject({ code: z.string() }).exactOptional(),
    logIndex: z.int().exactOptional(),
    anchoredAt: seconds.exactOptional(),
    transactionHash: hex32
      .exactOptional()
      .meta({ description: "Of the transaction that appended its batch to the log." }),
    blockNumber: blockNumber.exactOptional(),
  })
  .meta({ id: "AnchoringState" });
