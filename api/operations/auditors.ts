import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { jsonBody, jsonContent, operation } from "../Operation.ts";
import { auditor, auditorList, newAuditor } from "../schemas/auditors.ts";
import { uuid } from "../schemas/primitives.ts";

const tag = "auditors";

export const auditorOperations = {
  appointAuditor: operation({
    method: "post",
    path: "/v1/auditors",
    tag,
    summary:
      "Let somebody look at what an authority and those below it do, without changing anything",
    description:
      "They sign in with this account, and see the audit, governing acts, figures and lists without personal data.",
    access: "administer",
    body: jsonBody(newAuditor, apiLimits.requestBodyBytes),
    answers: { 201: { description: "Appointed.", content: jsonContent(auditor) } },
    problems: ["authority.unknown", "api_key.authority", "auditor.known", "auditor.too_many"],
  }),
  listAuditors: operation({
    method: "get",
    path: "/v1/auditors",
    tag,
    summary: "The auditors of the caller's authority and of those below it",
    description: "Those that ended 90 days ago are deleted.",
    access: "administer",
    answers: { 200: { description: "All.", content: jsonContent(auditorList) } },
  }),
  endAuditor: operation({
    method: "delete",
    path: "/v1/auditors/{id}",
    tag,
    summary: "Let an auditor see nothing more, from their next request on",
    access: "administer",
    params: z.object({ id: uuid }),
    answers: { 204: { description: "Ended." } },
    problems: ["auditor.unknown", "auditor.ended"],
  }),
};
