import { z } from "zod";
import { jsonContent, operation } from "../Operation.ts";
import { auditLines, auditPlace } from "../schemas/audit.ts";
import { countText, line, pageLimit, secondsText, slug } from "../schemas/primitives.ts";

const authority = slug
  .exactOptional()
  .meta({ description: "The caller's, or one below it; without it, the caller's." });

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
  listAuditLines: operation({
    method: "get",
    path: "/v1/audit/lines",
    tag: "operations",
    summary: "Who did what for an authority, newest first",
    description:
      "Each act has a line, written before it is done or with it. The city's own people see what the program did, too.",
    access: "read",
    alsoFor: ["auditor"],
    query: z.strictObject({
      authority,
      actor: line(100).exactOptional().meta({ description: "Of this key or officer alone." }),
      action: line(100)
        .exactOptional()
        .meta({ description: "A verb, or all that begin so, such as `document`." }),
      subject: line(200).exactOptional().meta({ description: "Done to this alone." }),
      from: secondsText(".").exactOptional(),
      to: secondsText(": done before.").exactOptional(),
      after: countText("`next` of a page.").exactOptional(),
      limit: pageLimit,
    }),
    answers: { 200: { description: "A page.", content: jsonContent(auditLines) } },
    problems: ["authority.unknown", "api_key.authority"],
  }),
  exportAudit: operation({
    method: "get",
    path: "/v1/audit/export",
    tag: "operations",
    summary: "The audit as a file that can be checked without us",
    description:
      "Lines in the order of the chain: an authority's own whole, of the others a hash (docs/formats.md). `./sello verify-audit` checks it.",
    access: "administer",
    alsoFor: ["auditor"],
    query: z.strictObject({
      authority,
      from: countText("Position of the first line; without it, 1.").exactOptional(),
    }),
    answers: {
      200: {
        description: "The lines.",
        content: { "application/x-ndjson": { as: "stream", description: "An object a line." } },
        headers: { "Content-Disposition": "A name for the file." },
      },
    },
    problems: ["authority.unknown", "api_key.authority", "audit.early_lines"],
  }),
};
