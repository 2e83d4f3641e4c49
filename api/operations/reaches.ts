import { z } from "zod";
import { jsonContent, operation } from "../Operation.ts";
import type { ProblemCode } from "../problems/problemCatalogue.ts";
import { documentPage } from "../schemas/documents.ts";
import { pageAfter, pageLimit } from "../schemas/primitives.ts";
import { reachFigures, reachFilter, reachParams, timeZone } from "../schemas/reaches.ts";

const tag = "status";

const problems = [
  "authority.unknown",
  "api_key.authority",
  "api_key.unknown",
  "reach.unknown",
  "document_type.unknown",
] as const satisfies readonly ProblemCode[];

export const reachOperations = {
  getReach: operation({
    method: "get",
    path: "/v1/reaches/{kind}/{id}",
    tag,
    summary: "How many documents a key, an officer or an authority issued, by type, status and day",
    description:
      "Of the caller's authority and those below it. For a key or a wallet that was stolen: what it touched.",
    access: "administer",
    alsoFor: ["auditor"],
    params: reachParams,
    query: z.strictObject({ ...reachFilter, timeZone }),
    answers: { 200: { description: "The figures.", content: jsonContent(reachFigures) } },
    problems,
  }),
  listReach: operation({
    method: "get",
    path: "/v1/reaches/{kind}/{id}/documents",
    tag,
    summary: "The documents that a key, an officer or an authority issued",
    description: "What is known of them, without what they say. Newest first within a type.",
    access: "administer",
    alsoFor: ["auditor"],
    params: reachParams,
    query: z.strictObject({ ...reachFilter, after: pageAfter, limit: pageLimit }),
    answers: { 200: { description: "A page.", content: jsonContent(documentPage) } },
    problems: [...problems, "page.cursor"],
  }),
};
