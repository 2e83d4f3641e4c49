import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { jsonBody, jsonContent, operation } from "../Operation.ts";
import { apiKeyList, createdApiKey, newApiKey } from "../schemas/apiKeys.ts";
import { uuid } from "../schemas/primitives.ts";

const tag = "API keys";

export const apiKeyOperations = {
  createApiKey: operation({
    method: "post",
    path: "/v1/api-keys",
    tag,
    summary: "A new key, for the caller's authority or one below it",
    access: "administer",
    body: jsonBody(newApiKey, apiLimits.requestBodyBytes),
    answers: { 201: { description: "Made.", content: jsonContent(createdApiKey) } },
    problems: ["authority.unknown", "api_key.lifetime", "api_key.authority", "api_key.rights"],
  }),
  listApiKeys: operation({
    method: "get",
    path: "/v1/api-keys",
    tag,
    summary: "The keys of the caller's authority and of those below it, newest first",
    access: "administer",
    answers: { 200: { description: "All.", content: jsonContent(apiKeyList) } },
  }),
  revokeApiKey: operation({
    method: "delete",
    path: "/v1/api-keys/{id}",
    tag,
    summary: "End a key from now on",
    access: "administer",
    params: z.object({ id: uuid }),
    answers: { 204: { description: "Ended." } },
    problems: ["api_key.unknown", "api_key.revoked"],
  }),
};
