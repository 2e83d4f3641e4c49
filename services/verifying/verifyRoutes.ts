import { z } from "zod";
import type { Services } from "../compose/Services.ts";
import { json } from "../http/routes/Reply.ts";
import { type AnyRoute, type BodySpec, route } from "../http/routes/Route.ts";
import { toPlaceStatus } from "../http/schemas/status.ts";
import { verdict } from "../http/schemas/verdict.ts";
import { limits } from "../platform/limits.ts";
import type { Beside } from "./Verification.ts";
import { verificationPolicySchema } from "./VerificationPolicy.ts";
import type { VerificationResult } from "./VerificationResult.ts";

/** What is to be verified, as it came, and what came beside it. */
type VerifyRequest = {
  readonly document: string | Uint8Array;
  readonly policy: unknown;
  readonly beside: Beside;
};

const jsonRequest = z
  .strictObject({
    document: z.string().min(1).meta({ description: "An SD-JWT VC, or a `.sello` file, as text." }),
    proof: z.string().exactOptional().meta({ description: "The tlog-proof of a bare SD-JWT VC." }),
    policy: verificationPolicySchema.exactOptional().meta({
      id: "Policy",
      description: "What the verifier asks for beyond the network's rules.",
    }),
    file: z
      .strictObject({
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
        size: z.int().min(0),
      })
      .exactOptional()
      .meta({ description: "Of a sealed file, measured by whoever has it." }),
  })
  .meta({ id: "VerifyRequest" });

const asItCame = (description: string) => ({
  as: "bytes" as const,
  maxBytes: limits.verifyBodyBytes,
  description,
  value: (document: Buffer): VerifyRequest => ({ document, policy: {}, beside: {} }),
});

const body: BodySpec<VerifyRequest> = {
  content: {
    "application/json": {
      as: "json",
      schema: jsonRequest.transform(
        ({ document, policy, ...beside }): VerifyRequest => ({
          document,
          policy: policy ?? {},
          beside,
        }),
      ),
      maxBytes: limits.verifyBodyBytes,
    },
    "application/vnd.sello+json": asItCame("A `.sello` file."),
    "application/vnd.sello": asItCame("A packed `.sello` file."),
    "application/dc+sd-jwt": asItCame("An SD-JWT VC, with or without key binding."),
  },
};

const toView = (result: VerificationResult): z.input<typeof verdict> => ({
  ...(result as unknown as z.input<typeof verdict>),
  statusChange: result.statusChange && toPlaceStatus(result.statusChange),
});

export const verifyRoutes = ({ verification }: Services): AnyRoute[] => [
  route({
    method: "post",
    path: "/v1/verify",
    operation: "verifyDocument",
    tag: "verify",
    summary: "Whether a document is valid, and why",
    description:
      "The verdict is the answer: 200 for a document of whatever quality. Nothing of it is kept.",
    access: "public",
    body,
    replies: {
      200: { description: "The verdict.", content: { "application/json": verdict } },
    },
    handle: async ({ body: { document, policy, beside } }) =>
      json(verdict, toView(await verification.verify(document, policy, beside))),
  }),
];
