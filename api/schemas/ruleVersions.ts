import { reviewOutcomes } from "@sello/sdk/decision";
import { z } from "zod";
import { apiLimits } from "../limits.ts";
import {
  address,
  documentId,
  hex32,
  localizedText,
  seconds,
  sha256,
  slug,
  uuid,
} from "./primitives.ts";
import { facts, ruleCases, ruleSet } from "./serviceItems.ts";

export const ruleVersionStates = ["draft", "signing", "published", "discarded"] as const;
export type RuleVersionState = (typeof ruleVersionStates)[number];

const from = seconds.meta({ description: "From when it decides." });
const until = seconds.nullable().meta({
  description: "The first second at which it does not any more; null: until another does.",
});
const revision = z.int().min(0).meta({ description: "Counts changes of a draft." });

const content = { rules: ruleSet, cases: ruleCases, from, until };

export const newRuleVersion = z.strictObject({ item: slug, from, until }).meta({
  id: "NewRuleVersion",
  description: "A draft. It begins as the newest published version, or as the item came.",
});

export const ruleVersionChange = z
  .strictObject({ revision, ...content })
  .meta({ id: "RuleVersionChange" });

export const ruleVersionRevision = z.strictObject({ revision }).meta({ id: "RuleVersionRevision" });

const signature = z
  .string()
  .regex(/^0x([0-9a-f]{2})+$/)
  .max(2 + 2 * apiLimits.registrySignatureBytes);

export const ruleSignature = z
  .strictObject({ revision, signature })
  .meta({ id: "RuleSignature", description: "Names the revision that was looked at." });

export const ruleGrantSignature = z.strictObject({ signature }).meta({ id: "RuleGrantSignature" });

const summary = {
  id: uuid,
  item: slug,
  title: localizedText,
  authority: slug,
  number: z.int().min(1).nullable().meta({ description: "Null: a draft." }),
  state: z.enum(ruleVersionStates),
  rulesSha256: sha256.meta({ description: "Of the rules as canonical JSON (RFC 8785)." }),
  from,
  until,
  revision,
  changedAt: seconds,
  publishedAt: seconds.nullable(),
  document: documentId.nullable(),
};

const signedBy = z.object({ account: address, at: seconds });

const grant = z.object({
  id: uuid,
  account: address,
  grantedAt: seconds,
  endedAt: seconds.nullable(),
  endedBy: z.string().nullable(),
});

export const ruleVersionList = z
  .object({ versions: z.array(z.object(summary).meta({ id: "RuleVersionSummary" })) })
  .meta({ id: "RuleVersionList", description: "Those changed last come first." });

export const ruleVersion = z
  .object({
    ...summary,
    rules: ruleSet,
    cases: ruleCases,
    signatures: z.array(signedBy),
    grants: z.array(grant).meta({ description: "The one that goes on comes first." }),
    faults: z
      .array(z.string())
      .meta({ description: "What is to be mended before it can be signed." }),
  })
  .meta({ id: "RuleVersion" });

const field = z.object({ name: z.string(), type: z.string() });
const domain = z.object({
  name: z.string(),
  version: z.string(),
  chainId: z.int(),
  verifyingContract: address,
});
const signed = {
  signer: address,
  authority: hex32,
  item: z.string(),
  version: z.int(),
  rules: hex32,
};

/** What an officer's wallet signs to publish a version. */
export const ruleSigningRequest = z
  .object({
    domain,
    types: z.object({ ApproveRules: z.array(field) }),
    primaryType: z.literal("ApproveRules"),
    message: z.object({ ...signed, cases: hex32, from: z.int(), until: z.int() }),
  })
  .meta({
    id: "RuleSigningRequest",
    description: "The parameter of `eth_signTypedData_v4` (EIP-712).",
  });

/** What an officer's wallet signs so that a version decides without a person. */
export const ruleGrantRequest = z
  .object({
    domain,
    types: z.object({ GrantRules: z.array(field) }),
    primaryType: z.literal("GrantRules"),
    message: z.object(signed),
  })
  .meta({
    id: "RuleGrantRequest",
    description: "The parameter of `eth_signTypedData_v4` (EIP-712).",
  });

export const ruleSimulation = z
  .strictObject({
    rules: ruleSet,
    facts: facts.meta({ description: "Of one case; what is absent is missing." }),
  })
  .meta({ id: "RuleSimulation" });

const said = z.object({
  outcome: z.enum(reviewOutcomes),
  row: z.string().nullable(),
  outputs: facts,
  missing: z.array(z.string()),
});

export const simulatedRules = z
  .object({
    same: z.boolean().meta({ description: "Whether both evaluators say the same." }),
    engine: said
      .nullable()
      .meta({ description: "The engine that decides; null: it gave no answer." }),
    replay: said.extend({
      nearly: z
        .array(z.object({ row: z.string(), field: z.string() }))
        .meta({ description: "Rows that would have fired but for one condition." }),
    }),
  })
  .meta({ id: "SimulatedRules" });

const outcome = z.enum(reviewOutcomes);
const saidOf = z.object({ outcome, row: z.string().nullable() });

export const ruleTrial = z
  .object({
    since: seconds,
    until: seconds,
    tried: z.int().min(0).meta({ description: "Applications that it was tried on." }),
    isComplete: z.boolean().meta({ description: "False: there are more than are tried at once." }),
    differ: z.int().min(0).meta({
      description: "Those with another outcome, or whose document would say something else.",
    }),
    disagreed: z
      .int()
      .min(0)
      .meta({ description: "Those on which the two evaluators differ: a person would decide." }),
    outcomes: z
      .array(z.object({ before: outcome, after: outcome, count: z.int().min(1) }))
      .meta({ description: "How many went from each outcome to each, the most first." }),
    differing: z
      .array(z.object({ application: uuid, receivedAt: seconds, before: saidOf, after: saidOf }))
      .nullable()
      .meta({ description: "The newest that differ; null: the caller may not open applications." }),
  })
  .meta({ id: "RuleTrial" });
