import { z } from "zod";
import { authorityId, jsonObject, pageNext } from "./primitives.ts";

export const auditPlace = z
  .object({
    position: z.int().min(1).meta({ description: "Lines up to here." }),
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .meta({ description: "SHA-256 of the hash before it and of the line, in hex." }),
  })
  .meta({ id: "AuditPlace" });

const auditLine = z
  .object({
    id: z.string(),
    position: z
      .int()
      .min(1)
      .nullable()
      .meta({ description: "Its place in the chain; null: it is not there yet." }),
    at: z.string().meta({ description: "UTC (RFC 3339), to the microsecond." }),
    actor: z
      .string()
      .meta({ description: "`api-key:<id>`, `officer:<account>`, or `system`: the program." }),
    action: z
      .string()
      .meta({ description: "A verb that does not change, such as `document.read`." }),
    subject: z.string().meta({ description: "What it was done to, such as `document:<id>`." }),
    authority: authorityId.nullable().meta({ description: "For which it was done." }),
    data: jsonObject.meta({ description: "Ids, codes and counts." }),
  })
  .meta({ id: "AuditLine" });

export const auditLines = z
  .object({ lines: z.array(auditLine), next: pageNext })
  .meta({ id: "AuditLines" });
