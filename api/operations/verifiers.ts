import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { jsonBody, jsonContent, operation } from "../Operation.ts";
import { uuid } from "../schemas/primitives.ts";
import { newVerifier, registeredVerifier, verifier, verifierList } from "../schemas/verifiers.ts";

const tag = "verifiers";
const params = z.object({ id: uuid });

export const verifierOperations = {
  registerVerifier: operation({
    method: "post",
    path: "/v1/verifiers",
    tag,
    summary: "Register who asks residents for proofs, with what they may ask and their key",
    description:
      "The city and its centres do. A resident's app shows the name with a request that is signed with the key, and marks what goes beyond.",
    access: "administer",
    body: jsonBody(newVerifier, apiLimits.verifierBodyBytes),
    answers: { 201: { description: "Registered.", content: jsonContent(registeredVerifier) } },
    problems: [
      ...(["verifier.rights", "verifier.invalid", "verifier.known"] as const),
      ...(["verifier.too_many", "webhook.url"] as const),
    ],
  }),
  listVerifiers: operation({
    method: "get",
    path: "/v1/verifiers",
    tag,
    summary: "The verifiers that the caller's authority and those below it registered",
    description: "Those that ended 90 days ago are deleted.",
    access: "administer",
    answers: { 200: { description: "All.", content: jsonContent(verifierList) } },
  }),
  getVerifier: operation({
    method: "get",
    path: "/v1/verifiers/{id}",
    tag,
    summary: "Who signed a request, and what they may ask",
    access: "public",
    params,
    answers: { 200: { description: "They.", content: jsonContent(verifier) } },
    problems: ["verifier.unknown"],
  }),
  endVerifier: operation({
    method: "delete",
    path: "/v1/verifiers/{id}",
    tag,
    summary: "End a registration: from then on requests with this key are refused",
    access: "administer",
    params,
    answers: { 204: { description: "Ended." } },
    problems: ["verifier.unknown", "verifier.ended"],
  }),
};
