import { z } from "zod";
import { jsonContent, operation } from "../Operation.ts";
import { auditPlace } from "../schemas/audit.ts";
import { countText } from "../schemas/primitives.ts";

export const auditOperations = {
  getAuditPlace: operation({
    method: "get",
    path: "/v1/audit/chain",
    tag: "operations",
    summary: "The hash over the audit's lines, up to the newest or to one",
    description:
      "It tells nothing of what is in them. Who keeps it and asks for the same position again sees whether lines were changed.",
    access: "public",
    query: z.strictObject({
      position: countText("Position of a line; without it, the newest.").exactOptional(),
    }),
    answers: { 200: { description: "It.", content: jsonContent(auditPlace) } },
    problems: ["audit.unknown_place"],
  }),
};
