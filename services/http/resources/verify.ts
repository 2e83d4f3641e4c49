import { z } from "zod";
import type { Policy } from "../../../sdk/index.ts";
import { limits } from "../../domain/limits.ts";
import { json } from "../routes/Reply.ts";
import { type AnyRoute, type BodySpec, route } from "../routes/Route.ts";
import type { Services } from "../Services.ts";
import { policy, verdict } from "../schemas/verdict.ts";

/** What is to be verified: a `.sello` file or SD-JWT as it came, and what came beside it. */
type VerifyRequest = {
  readonly document: string | Uint8Array;
  readonly proof?: string | undefined;
  readonly policy?: Policy | undefined;
};

const jsonRequest = z
  .strictObject({
    document: z
      .union([z.string().min(1), z.looseObject({ format: z.string() })])
      .meta({ description: "An SD-JWT VC, or a `.sello` file as text or as the object it is." }),
    proof: z.string().optional().meta({ description: "The tlog-proof of a bare SD-JWT VC." }),
    policy: policy.optional(),
  })
  .transform(({ document, ...rest }) => ({
    ...rest,
    document: typeof document === "string" ? document : JSON.stringify(document),
  }))
  .meta({ id: "VerifyRequest" });

const asItCame = (description: string) => ({
  as: "bytes" as const,
  maxBytes: limits.verifyBodyBytes,
  description,
  value: (bytes: Buffer): VerifyRequest => ({ document: bytes }),
});

const body: BodySpec<VerifyRequest> = {
  content: {
    "application/json": {
      as: "json",
      schema: jsonRequest as z.ZodType<VerifyRequest>,
      maxBytes: limits.verifyBodyBytes,
    },
    "application/vnd.sello+json": asItCame("A `.sello` file."),
    "application/dc+sd-jwt": asItCame("An SD-JWT VC, with or without key binding."),
  },
};

export const verifyRoutes = ({ verification }: Services): AnyRoute[] => [
  route({
    method: "post",
    path: "/v1/verify",
    operation: "verifyDocument",
    tag: "verify",
    summary: "Whether a document is valid, and why",
    description:
      "The verdict is the answer: 200 for a document of whatever quality. Nothing of it is kept. " +
      "A sealed file is checked by its document: compare `sha256` among the claims with the file's.",
    access: "public",
    body,
    replies: {
      200: { description: "The verdict.", content: { "application/json": verdict } },
    },
    handle: async ({ body: { document, proof, policy: asked } }) => {
      const found = await verification.verify(document, asked ?? {}, {
        ...(proof === undefined ? {} : { proof }),
      });
      return json(verdict, structuredClone(found) as never);
    },
  }),
];
