import { z } from "zod";
import { designFaults } from "../designs/designFaults.ts";
import { apiLimits } from "../limits.ts";
import { documentType } from "./documentTypes.ts";
import { address, documentTypeId, hex32, line, seconds, slug, uuid } from "./primitives.ts";
import { designText, typeDesign } from "./typeDesigns.ts";

export const draftStates = ["draft", "review", "published", "discarded"] as const;
export type DraftState = (typeof draftStates)[number];

export const draftSteps = [
  "created",
  "changed",
  "asked",
  "approved",
  "returned",
  "published",
  "discarded",
] as const;

const revision = z.int().min(1).meta({ description: "Grows with each change of the draft." });

const draftSummary = z
  .object({
    id: uuid,
    authority: slug.meta({ description: "Whose type it is." }),
    name: z.string(),
    version: z.int(),
    title: designText,
    state: z.enum(draftStates),
    isReturned: z.boolean().meta({ description: "It was sent back, and not asked for again." }),
    approvals: z.int().meta({ description: "Of the two that it takes." }),
    revision,
    changedAt: seconds,
    changedBy: address,
  })
  .meta({ id: "TypeDraftSummary", description: "A draft of a document type, in a list." });

export const typeDraftList = z
  .object({ drafts: z.array(draftSummary) })
  .meta({ id: "TypeDraftList" });

const approval = z
  .object({ account: address, authority: slug, at: seconds })
  .meta({ description: "An officer who approved it, and for which authority." });

const step = z.object({
  at: seconds,
  account: address,
  step: z.enum(draftSteps),
  revision,
  reason: z.string().nullable().meta({ description: "Why it was sent back." }),
});

const faultCodes = Object.keys(designFaults) as (keyof typeof designFaults)[];

export const typeDraft = z
  .object({
    ...draftSummary.omit({ approvals: true }).shape,
    design: typeDesign,
    faults: z
      .array(z.object({ pointer: z.string(), code: z.enum(faultCodes) }))
      .meta({ description: "What is to be mended before approval can be asked for." }),
    before: typeDesign
      .nullable()
      .meta({ description: "The version before, as it was designed; null for a first one." }),
    documentType: documentType.nullable().meta({
      description: "What it would be, or is; null as long as it has faults.",
    }),
    content: hex32.nullable().meta({
      description:
        "SHA-256 of the file that is approved; null as long as approval is not asked for.",
    }),
    approvals: z.array(approval),
    steps: z.array(step).meta({ description: "What happened to it, the newest first." }),
  })
  .meta({ id: "TypeDraft", description: "A draft of a document type." });

export const newTypeDraft = z.strictObject({ design: typeDesign }).meta({ id: "NewTypeDraft" });

export const typeDraftChange = z
  .strictObject({
    revision: revision.meta({ description: "The one that was changed." }),
    design: typeDesign,
  })
  .meta({ id: "TypeDraftChange" });

export const typeDraftRevision = z.strictObject({ revision }).meta({ id: "TypeDraftRevision" });

export const typeDraftReturn = z
  .strictObject({ revision, reason: line(apiLimits.reasonCharacters) })
  .meta({ id: "TypeDraftReturn" });

const field = z.object({ name: z.string(), type: z.string() });

/** What an officer's wallet signs to approve a document type. */
export const typeApprovalRequest = z
  .object({
    domain: z.object({
      name: z.string(),
      version: z.string(),
      chainId: z.int(),
      verifyingContract: address,
    }),
    types: z.object({ ApproveDocumentType: z.array(field) }),
    primaryType: z.literal("ApproveDocumentType"),
    message: z.object({
      signer: address,
      authority: hex32,
      documentType: documentTypeId,
      name: z.string(),
      content: hex32,
    }),
  })
  .meta({
    id: "TypeApprovalRequest",
    description: "The parameter of `eth_signTypedData_v4` (EIP-712).",
  });

export const typeApproval = z
  .strictObject({
    content: hex32.meta({ description: "As the draft says it: what was looked at." }),
    signature: z
      .string()
      .regex(/^0x([0-9a-f]{2})+$/)
      .max(2 + 2 * apiLimits.registrySignatureBytes),
  })
  .meta({ id: "TypeApproval" });
