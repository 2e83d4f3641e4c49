import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { jsonBody, jsonContent, operation } from "../Operation.ts";
import {
  bulkAct,
  bulkActList,
  bulkOutcomePage,
  bulkOutcomes,
  newBulkAct,
} from "../schemas/bulkActs.ts";
import { idempotencyHeaders } from "../schemas/documents.ts";
import { pageAfter, pageLimit, uuid } from "../schemas/primitives.ts";

const tag = "status";
const params = z.object({ id: uuid });

export const bulkActOperations = {
  beginBulkAct: operation({
    method: "post",
    path: "/v1/bulk-acts",
    tag,
    summary:
      "Suspend, reinstate or revoke many documents, or tell their holders, as one act that goes on by itself",
    description:
      "The documents are noted first; then each is judged for itself. It can be stopped and goes on where it was. Revoking is final. Who is told sees it with their documents; how many have an account is not known here.",
    access: "revoke",
    headers: idempotencyHeaders,
    body: jsonBody(newBulkAct, apiLimits.requestBodyBytes),
    answers: {
      202: {
        description: "Begun.",
        content: jsonContent(bulkAct),
        headers: { Location: "Where its progress is." },
      },
      200: {
        description: "The same request was answered before.",
        content: jsonContent(bulkAct),
        headers: { "Idempotent-Replayed": "`true`." },
      },
    },
    problems: [
      "idempotency.mismatch",
      "status.reason_does_not_fit",
      "bulk_act.many_open",
      "authority.inactive",
      "authority.unknown",
      "api_key.authority",
      "api_key.unknown",
      "reach.unknown",
      "document_type.unknown",
    ],
  }),
  listBulkActs: operation({
    method: "get",
    path: "/v1/bulk-acts",
    tag,
    summary: "Bulk acts of the caller's authority, newest first",
    access: "read",
    alsoFor: ["auditor"],
    query: z.strictObject({ limit: pageLimit }),
    answers: { 200: { description: "The newest.", content: jsonContent(bulkActList) } },
  }),
  getBulkAct: operation({
    method: "get",
    path: "/v1/bulk-acts/{id}",
    tag,
    summary: "How far a bulk act is",
    access: "read",
    alsoFor: ["auditor"],
    params,
    answers: { 200: { description: "It.", content: jsonContent(bulkAct) } },
    problems: ["bulk_act.unknown"],
  }),
  listBulkOutcomes: operation({
    method: "get",
    path: "/v1/bulk-acts/{id}/documents",
    tag,
    summary: "What became of each document of a bulk act",
    access: "read",
    alsoFor: ["auditor"],
    params,
    query: z.strictObject({
      outcome: z.enum(bulkOutcomes).exactOptional(),
      after: pageAfter,
      limit: pageLimit,
    }),
    answers: { 200: { description: "A page.", content: jsonContent(bulkOutcomePage) } },
    problems: ["bulk_act.unknown", "page.cursor"],
  }),
  stopBulkAct: operation({
    method: "post",
    path: "/v1/bulk-acts/{id}/stop",
    tag,
    summary: "Stop a bulk act; what was acted on stays so",
    access: "revoke",
    params,
    answers: { 200: { description: "Stopped.", content: jsonContent(bulkAct) } },
    problems: ["bulk_act.unknown", "bulk_act.ended"],
  }),
  resumeBulkAct: operation({
    method: "post",
    path: "/v1/bulk-acts/{id}/resume",
    tag,
    summary: "Go on with a bulk act that was stopped",
    description: "Who resumes it takes it over: the rest is done in their name.",
    access: "revoke",
    params,
    answers: { 200: { description: "It goes on.", content: jsonContent(bulkAct) } },
    problems: ["bulk_act.unknown", "bulk_act.ended"],
  }),
};
