import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { jsonBody, jsonContent, operation } from "../Operation.ts";
import { jsonObject } from "../schemas/primitives.ts";
import {
  madeProofRequest,
  newProofRequest,
  proofAnswer,
  proofRequestId,
} from "../schemas/proofRequests.ts";

const tag = "shares";
const params = z.object({ id: proofRequestId });

export const proofRequestOperations = {
  makeProofRequest: operation({
    method: "post",
    path: "/v1/requests",
    tag,
    summary: "Ask to be shown a proof",
    description:
      "Who asks shows the link as a QR code. Nonce, key and secret are made in their browser; the answer is encrypted to that key. It can be answered once, within ten minutes. A registered verifier signs it as a request object (RFC 9101).",
    access: "public",
    body: jsonBody(newProofRequest, apiLimits.proofRequestBodyBytes),
    answers: { 201: { description: "Made.", content: jsonContent(madeProofRequest) } },
    problems: [
      ...(["proof_request.invalid", "proof_request.known", "proof_request.many"] as const),
      ...(["proof_request.verifier", "proof_request.forged", "proof_request.expired"] as const),
    ],
  }),
  getProofRequest: operation({
    method: "get",
    path: "/v1/requests/{id}",
    tag,
    summary: "What is asked",
    description: "The link has the SHA-256 of these bytes: with another, do not answer.",
    access: "public",
    params,
    answers: {
      200: {
        description: "It.",
        content: {
          "application/json": {
            as: "text",
            description: "An authorization request of OpenID4VP 1.0 that nobody signed.",
            schema: jsonObject,
          },
          "application/oauth-authz-req+jwt": {
            as: "text",
            description: "One that a registered verifier signed (RFC 9101): a compact JWS.",
          },
        },
      },
    },
    problems: ["proof_request.unknown"],
  }),
  answerProofRequest: operation({
    method: "post",
    path: "/v1/requests/{id}/answers",
    tag,
    summary: "Answer who asks",
    description: "OpenID4VP 1.0 §8.3.1 (`direct_post.jwt`).",
    access: "public",
    params,
    body: {
      "application/x-www-form-urlencoded": {
        as: "bytes",
        description: "The field `response`: a JWE (ECDH-ES, A256GCM) to the request's key.",
        maxBytes: apiLimits.proofAnswerBytes,
      },
    },
    answers: { 200: { description: "Taken.", content: jsonContent(z.object({})) } },
    problems: ["proof_request.unknown", "proof_request.answered", "proof_request.answer"],
  }),
  getProofAnswer: operation({
    method: "get",
    path: "/v1/requests/{id}/answers",
    tag,
    summary: "The answer, for who asked",
    access: "public",
    params,
    headers: z.object({
      "sello-request-secret": z
        .string()
        .regex(/^[A-Za-z0-9_-]{43}$/)
        .meta({ description: "What `secretDigest` is of." }),
    }),
    answers: { 200: { description: "It, or none yet.", content: jsonContent(proofAnswer) } },
    problems: ["proof_request.unknown"],
  }),
};
