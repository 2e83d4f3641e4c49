import { z } from "zod";
import { checkIds } from "../../../sdk/index.ts";
import { hex32, jsonObject, localizedText, seconds } from "./primitives.ts";

const check = z
  .object({
    id: z.enum(checkIds),
    outcome: z.enum(["passed", "failed", "unknown", "skipped"]),
    code: z.string().meta({ description: "Stable; starts with the id, as in `status.revoked`." }),
    text: localizedText,
    data: jsonObject.optional(),
    knownAt: seconds.optional().meta({ description: "The age of what this check relied on." }),
  })
  .meta({ id: "Check" });

const verifiedDocument = z
  .object({
    issuer: z.object({
      id: hex32,
      iss: z.string(),
      slug: z.string(),
      name: localizedText,
      kind: z.string(),
    }),
    type: z.object({ id: hex32, vct: z.string(), name: localizedText.nullable() }),
    claims: jsonObject.meta({ description: "Those disclosed and those always visible." }),
    withheld: z.int().meta({ description: "Claims withheld, and decoys." }),
    issuedAt: seconds,
    notBefore: seconds.nullable(),
    expiresAt: seconds.nullable(),
    status: z.object({ uri: z.string(), index: z.int() }),
  })
  .meta({ id: "VerifiedDocument" });

export const verdict = z
  .looseObject({
    outcome: z.enum(["valid", "invalid", "unknown"]),
    text: localizedText,
    checks: z.array(check),
    allowedUnknown: z.array(z.enum(checkIds)),
    document: verifiedDocument.optional(),
    asOf: z.object({
      verifiedAt: seconds,
      trustListIssuedAt: seconds.optional(),
      statusIssuedAt: seconds.optional(),
      anchoredAt: seconds.optional(),
      witnessedAt: seconds.optional(),
    }),
  })
  .meta({
    id: "Verdict",
    description: "`unknown` is never `valid`, unless the policy allows a check to be unknown.",
  });

const age = z.int().min(0).max(3_155_760_000);

export const policy = z
  .strictObject({
    clockSkewSeconds: z.int().min(0).max(86_400).optional(),
    statusAgeSecondsMax: age.optional(),
    cosignatureAgeSecondsMax: age.optional(),
    documentTypes: z.array(z.string().max(2_048)).max(100).optional(),
    acceptVcSdJwtTyp: z.boolean().optional(),
    keyBinding: z
      .strictObject({
        required: z.boolean().optional(),
        audience: z.string().max(2_048).optional(),
        nonce: z.string().max(1_024).optional(),
        ageSecondsMax: age.optional(),
      })
      .optional(),
    mayBeUnknown: z.array(z.enum(checkIds)).max(checkIds.length).optional(),
  })
  .meta({ id: "Policy", description: "What the verifier asks for beyond the network's rules." });
