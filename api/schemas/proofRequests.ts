import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { seconds } from "./primitives.ts";

export const proofRequestId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{22}$/)
  .meta({ description: "As the link has it." });

export const newProofRequest = z
  .strictObject({
    id: proofRequestId,
    request: z.string().min(1).max(apiLimits.proofRequestCharacters).meta({
      description:
        "An authorization request of OpenID4VP 1.0 as `@sello/sdk/request` makes it: JSON, or a JWS of a registered verifier. Given out exactly so.",
    }),
    secretDigest: z
      .string()
      .regex(/^[A-Za-z0-9_-]{43}$/)
      .meta({ description: "SHA-256, in base64url, of what the answer is asked for with." }),
  })
  .meta({ id: "NewProofRequest" });

export const madeProofRequest = z
  .object({ endsAt: seconds.meta({ description: "Until when it can be answered." }) })
  .meta({ id: "MadeProofRequest" });

export const proofAnswer = z
  .object({
    answer: z.string().nullable().meta({
      description: "A JWE to the request's key; null: nobody answered yet.",
    }),
    endsAt: seconds,
  })
  .meta({ id: "ProofAnswer" });
