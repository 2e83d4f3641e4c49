import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { jsonBody, jsonContent, operation } from "../Operation.ts";
import type { ProblemCode } from "../problems/problemCatalogue.ts";
import {
  apiKey,
  apiKeyLimits,
  apiKeyList,
  createdApiKey,
  issuedByKey,
  issuedByKeyAct,
  issuedByKeyActs,
  newApiKey,
} from "../schemas/apiKeys.ts";
import { address, pageAfter, pageLimit, secondsText, uuid } from "../schemas/primitives.ts";

const tag = "API keys";
const since = secondsText(": only what was issued from then on.").exactOptional();

const officerParams = z.object({ account: address });

const actProblems = [
  "status.reason_does_not_fit",
  "status.unknown_reason",
  "authority.inactive",
] as const satisfies readonly ProblemCode[];

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
    alsoFor: ["auditor"],
    answers: { 200: { description: "All.", content: jsonContent(apiKeyList) } },
  }),
  limitApiKey: operation({
    method: "post",
    path: "/v1/api-keys/{id}/limits",
    tag,
    summary: "How many documents may be issued with a key in a day, from now on",
    description:
      "Documents, renewals, corrections, replacements and copies count, from files too. Past it: 429 `api_key.day_used`; a file waits, and goes on the next day or when the limit is raised.",
    access: "administer",
    params: z.object({ id: uuid }),
    body: jsonBody(apiKeyLimits, apiLimits.requestBodyBytes),
    answers: { 200: { description: "The key.", content: jsonContent(apiKey) } },
    problems: ["api_key.unknown", "api_key.revoked", "api_key.rights"],
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
    problems: ["api_key.unknown", "page.cursor", ...actProblems],
  }),
  listIssuedByOfficer: operation({
    method: "get",
    path: "/v1/officers/{account}/documents",
    tag,
    summary: "What an officer issued in sessions, by files too",
    description:
      "For the caller's authority and those below it, whether they still have a role or not.",
    access: "administer",
    params: officerParams,
    query: z.strictObject({ since, after: pageAfter, limit: pageLimit }),
    answers: { 200: { description: "A page.", content: jsonContent(issuedByKey) } },
    problems: ["page.cursor"],
  }),
  actOnIssuedByOfficer: operation({
    method: "post",
    path: "/v1/officers/{account}/status-acts",
    tag,
    summary: "Suspend, reinstate or revoke what an officer issued, one page after the other",
    description:
      "For a wallet that was stolen. A page that is asked for again is acted on again, which changes nothing more.",
    access: "revoke",
    params: officerParams,
    body: jsonBody(issuedByKeyAct, apiLimits.requestBodyBytes),
    answers: {
      202: {
        description: "Requested; the chain follows.",
        content: jsonContent(issuedByKeyActs),
      },
    },
    problems: ["page.cursor", ...actProblems],
  }),
};
