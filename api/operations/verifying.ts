import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { jsonContent, operation } from "../Operation.ts";
import { verdict } from "../schemas/verdict.ts";
import { verifyRequest } from "../schemas/verifyRequest.ts";

const maxBytes = apiLimits.verifyBodyBytes;

export const verifyingOperations = {
  verifyDocument: operation({
    method: "post",
    path: "/v1/verify",
    tag: "verify",
    summary: "Whether a document is valid, and why",
    description:
      "The verdict is the answer: 200 for a document of whatever quality. Nothing of it is kept.",
    access: "public",
    body: {
      "application/json": { as: "json", schema: verifyRequest, maxBytes },
      "application/vnd.sello+json": {
        as: "bytes",
        description: "A `.sello` file.",
        maxBytes,
        schema: z.unknown(),
      },
      "application/vnd.sello": { as: "bytes", description: "A packed `.sello` file.", maxBytes },
      "application/dc+sd-jwt": {
        as: "bytes",
        description: "An SD-JWT VC, with or without key binding.",
        maxBytes,
      },
    },
    answers: { 200: { description: "The verdict.", content: jsonContent(verdict) } },
    problems: ["policy.invalid"],
  }),
};
