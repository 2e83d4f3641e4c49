import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { jsonBody, jsonContent, operation } from "../Operation.ts";
import {
  apiKeyList,
  createdApiKey,
  issuedByKey,
  issuedByKeyAct,
  issuedByKeyActs,
  newApiKey,
} from "../schemas/apiKeys.ts";
import { indexText, pageAfter, pageLimit, uuid } from "../schemas/primitives.ts";

const tag = "API keys";
const since = indexText("Unix seconds: only what was issued from then on.").exactOptional();

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
  listIssuedByKey: operation({
    method: "get",
    path: "/v1/api-keys/{id}/documents",
    tag,
    summary: "What was issued with a key, by files too",
    description: "Of a key of the caller's authority or one below it, whether it was ended or not.",
    access: "administer",
    params: z.object({ id: uuid }),
    query: z.strictObject({ since, after: pageAfter, limit: pageLimit }),
    answers: { 200: { description: "A page.", content: jsonContent(issuedByKey) } },
    problems: ["api_key.unknown", "page.cursor"],
  }),
  actOnIssuedByKey: operation({
    method: "post",
    path: "/v1/api-keys/{id}/status-acts",
    tag,
    summary: "Suspend, reinstate or revoke what was issued with a key, one page after the other",
    description:
      "For a key that was stolen. A page that is asked for again is acted on again, which changes nothing more.",
    access: "revoke",
    params: z.object({ id: uuid }),
    body: jsonBody(issuedByKeyAct, apiLimits.requestBodyBytes),
    answers: {
      202: {
        description: "Requested; the chain follows.",
        content: jsonContent(issuedByKeyActs),
      },
    },
    problems: [
      "api_key.unknown",
      "page.cursor",
      "status.reason_does_not_fit",
      "status.unknown_reason",
      "authority.inactive",
    ],
  }),
};
